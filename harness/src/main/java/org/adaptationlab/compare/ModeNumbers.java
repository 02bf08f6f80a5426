package org.adaptationlab.compare;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.adaptationlab.result.CallMeasurement;
import org.adaptationlab.result.ExampleResult;
import org.adaptationlab.result.ModeIdentity;
import org.adaptationlab.result.Outcome;

/** One mode of one side: numbers of each example, adapters and repetitions taken together; no texts. */
final class ModeNumbers {

    private final Set<ModeIdentity> adapters = new LinkedHashSet<>();
    private final Map<Call, BitSet> calls = new HashMap<>();
    private final BitSet examples = new BitSet();
    private final Means scores = new Means();
    private final Means ttftMs = new Means();
    private final Means totalMs = new Means();
    private boolean zeroOrOne = true;

    /** One adapter in one repetition: it asks each example once. */
    private record Call(ModeIdentity adapter, int repetition) {}

    /** Counts a row in; false where the same call was counted before. */
    boolean add(int example, ExampleResult row) {
        BitSet asked = calls.computeIfAbsent(new Call(row.mode(), row.repetition()), call -> new BitSet());
        if (asked.get(example)) {
            return false;
        }
        asked.set(example);
        adapters.add(row.mode());
        examples.set(example);
        Double score = row.outcome().score();
        scores.add(example, score);
        zeroOrOne &= score == null || score == 0 || score == 1;
        // As in summary.csv: after a retry the server may be cold, and a failed call has no time.
        if (!(row.outcome() instanceof Outcome.Failed) && row.retries() == 0) {
            CallMeasurement measured = row.measurement();
            ttftMs.add(example, measured.ttftMs());
            totalMs.add(example, measured.totalMs());
        }
        return true;
    }

    Set<ModeIdentity> adapters() {
        return adapters;
    }

    /** The examples that were asked, also those of which every call failed. */
    BitSet examples() {
        return examples;
    }

    Means scores() {
        return scores;
    }

    Means ttftMs() {
        return ttftMs;
    }

    Means totalMs() {
        return totalMs;
    }

    /** Whether each example has one score of 0 or 1: what exact McNemar asks for. */
    boolean isBinary() {
        return zeroOrOne && calls.size() == 1;
    }
}
