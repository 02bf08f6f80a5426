package org.adaptationlab.guard;

import java.util.Locale;
import org.adaptationlab.guard.GuardResult.Status;

/** The checks of a run's validity; their limits are in {@link GuardLimits}. */
public enum Guard {
    /** A test text stands among the training examples, from which shots and neighbours come too. */
    LEAKAGE,
    /** A test text stands in the corpus. */
    CORPUS_LEAKAGE,
    /** Modes could not be asked, or gave nothing, when they were tried before the first one was measured. */
    PREFLIGHT,
    /** Prompts did not fit into the context, or answers were truncated at the token limit. */
    TRUNCATION,
    /** The adapter does not fit the base, or changes nothing. */
    ADAPTER,
    /** The adapter is all zero, or probe answers are the same with and without it. */
    ADAPTER_EFFECT,
    /** The served model says other things to training examples than it said within its trainer. */
    ADAPTER_PARITY,
    /** Modes were asked under different options. */
    SAME_OPTIONS,
    /** Base or adapter is another one than when the run began. */
    MODEL_UNCHANGED,
    /** Calls failed. */
    FAILURES,
    /** Answers could not be read. */
    UNPARSED,
    /** Answers were empty. */
    EMPTY_ANSWERS,
    /** Examples have other scores when they are asked alone than among others in flight. */
    BATCH_AGREEMENT,
    /** Too few examples for the effect claimed. */
    SAMPLE_SIZE,
    /** Too few adapters, or fine-tuned encoders, behind a claim about what is trained. */
    ADAPTER_SEEDS,
    /** The shards of a merged run were measured on several machines, or at once: their times are left out. */
    ONE_MACHINE,
    /** Something else kept the machine busy while it was measured: nothing is claimed of times then. */
    MACHINE_LOAD,
    /** The machine became slower or faster while it was measured: no difference in time below that is claimed. */
    MACHINE_DRIFT,
    /** The harness, not the server, may have been the limit of a measured load. */
    CLIENT_LIMIT;

    /** Its name in run.json and in reports, such as {@code corpus-leakage}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it found, in one sentence with figures. */
    public GuardResult found(Status status, String detail) {
        return new GuardResult(word(), status, detail);
    }
}
