package org.adaptationlab.result.summary;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.ScoreRow;

/** One mode of one side: numbers of each example, repetitions taken together; no texts. */
public final class ModeNumbers {

    private final Map<ModeIdentity, Means> scores = new LinkedHashMap<>();
    private final Map<Call, BitSet> calls = new HashMap<>();
    private final BitSet examples = new BitSet();
    private final Means ttftMs = new Means();
    private final Means totalMs = new Means();
    private final Map<String, Map<ModeIdentity, Means>> further = new LinkedHashMap<>();

    /** One adapter in one repetition: it asks each example once. */
    private record Call(ModeIdentity adapter, int repetition) {}

    /** Counts a row in; false where the same call was counted before. */
    public boolean add(int example, ExampleResult row) {
        BitSet asked = calls.computeIfAbsent(new Call(row.mode(), row.repetition()), call -> new BitSet());
        if (asked.get(example)) {
            return false;
        }
        asked.set(example);
        examples.set(example);
        scores.computeIfAbsent(row.mode(), adapter -> new Means())
                .add(example, row.outcome().score());
        // As in summary.csv: after a retry the server may be cold, and a failed call has no time.
        if (!(row.outcome() instanceof Outcome.Failed) && row.retries() == 0) {
            CallMeasurement measured = row.measurement();
            ttftMs.add(example, measured.ttftMs());
            totalMs.add(example, measured.totalMs());
        }
        return true;
    }

    /** Counts in what a call has in a further metric. */
    public void add(int example, ScoreRow row) {
        further.computeIfAbsent(row.metric(), metric -> new LinkedHashMap<>())
                .computeIfAbsent(row.mode(), adapter -> new Means())
                .add(example, row.value());
    }

    /** The adapters, or the mode itself where it has none. */
    public Set<ModeIdentity> adapters() {
        return scores.keySet();
    }

    /** The examples that were asked, also those of which every call failed. */
    public BitSet examples() {
        return examples;
    }

    /** By adapter. */
    Map<ModeIdentity, Means> scores() {
        return scores;
    }

    public Means ttftMs() {
        return ttftMs;
    }

    public Means totalMs() {
        return totalMs;
    }

    /** By metric and adapter. */
    public Map<String, Map<ModeIdentity, Means>> further() {
        return further;
    }
}
