package org.adaptationlab.guard;

/**
 * Where the guards draw their lines. Shares are 0 to 1; a value above a limit counts, one that equals it does not.
 * They are conventions, wide enough that an honest run passes, not results of a theory.
 */
public final class GuardLimits {

    /** Failed calls of a mode: a few may fall out by chance, more may fall out for a reason that has to do with them. */
    public static final double FAILED_WARN = 0.02;

    /** Above this the failed calls decide as much as the answers. */
    public static final double FAILED_STOP = 0.10;

    /** Prompts of a mode that did not fit into the context; any is a warning. */
    public static final double PROMPT_CUT_STOP = 0.05;

    /** Answers of a mode cut at the token limit; any is a warning. Above half, the limit is what was measured. */
    public static final double ANSWER_CUT_STOP = 0.50;

    /** Empty answers of a mode; any is a warning. So many come from a broken template or stop word, not from a model. */
    public static final double EMPTY_STOP = 0.10;

    /** Answers of a mode that can't be read: bad format is a finding about the mode, so it never stops a run. */
    public static final double UNPARSED_WARN = 0.10;

    /** Test texts that stand in the corpus; any is a warning. */
    public static final double CORPUS_LEAK_STOP = 0.05;

    /** Share of the machine's processors that was busy while nothing was asked. */
    public static final double OTHER_LOAD_WARN = 0.20;

    /** How much longer the same short question, or a token of a mode's answers, took at one time than at another. */
    public static final double DRIFT_WARN = 0.20;

    /** Adapter seeds a claim about LoRA needs: with 50 examples adapters of one plan differ by several points. */
    public static final int SEEDS_FOR_A_CLAIM = 3;

    /** Share of its own machine's processors that the harness may use while it measures a load elsewhere. */
    public static final double CLIENT_ALONE_WARN = 0.70;

    /** The same on a machine that it shares with the server, from which it takes them. */
    public static final double CLIENT_SHARED_WARN = 0.25;

    private GuardLimits() {}
}
