package org.adaptationlab.result.summary;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.ScoreRow;
import org.jspecify.annotations.Nullable;

/** One mode of a {@link ScoreBook}: numbers of each example, repetitions taken together; no texts. */
public final class ModeNumbers {

    private final ExampleNumbers numbers;
    private final ModeScores scores;
    private final Map<Call, BitSet> calls = new HashMap<>();
    private final BitSet examples = new BitSet();
    private final BitSet ungraded = new BitSet();
    private boolean retrieves;
    private @Nullable Integer inFlight;
    private final Means ttftMs = new Means();
    private final Means totalMs = new Means();
    private final Means waitMs = new Means();
    private final Means usd = new Means();
    private final Map<String, ModeScores> further = new LinkedHashMap<>();

    /** One adapter in one repetition: it asks each example once. */
    private record Call(ModeIdentity adapter, int repetition) {}

    ModeNumbers(ExampleNumbers numbers) {
        this.numbers = numbers;
        this.scores = new ModeScores(numbers);
    }

    /**
     * Counts a row in; false where the same call was counted before.
     *
     * @param price of the call, null where it is not known
     */
    boolean add(int example, ExampleResult row, @Nullable Double price) {
        BitSet asked = calls.computeIfAbsent(new Call(row.mode(), row.repetition()), call -> new BitSet());
        if (asked.get(example)) {
            return false;
        }
        asked.set(example);
        examples.set(example);
        scores.add(row.mode(), example, row.outcome().score());
        if (!(row.outcome() instanceof Outcome.Failed) && row.outcome().score() == null) {
            ungraded.set(example);
        }
        retrieves |= row.measurement().retrieveMs() != null;
        if (row.isTimed()) {
            CallMeasurement measured = row.measurement();
            Integer among = measured.inFlight();
            inFlight = inFlight == null || (among != null && among > inFlight) ? among : inFlight;
            ttftMs.add(example, measured.ttftMs());
            totalMs.add(example, measured.totalMs());
            waitMs.add(example, measured.waitMs());
            usd.add(example, price);
        }
        return true;
    }

    /** Counts in what a call has in a further metric. */
    void add(int example, ScoreRow row) {
        further.computeIfAbsent(row.metric(), metric -> new ModeScores(numbers, scores.adapters()))
                .add(row.mode(), example, row.value());
    }

    /** In the main metric. */
    public ModeScores scores() {
        return scores;
    }

    /** The examples that were asked, also those of which every call failed; not to be changed. */
    public BitSet examples() {
        return examples;
    }

    /** The examples with a call that did not fail but could not be judged; not to be changed. */
    public BitSet ungraded() {
        return ungraded;
    }

    /** Whether retrieval was timed. */
    public boolean retrieves() {
        return retrieves;
    }

    /** How many calls were in flight at most while a call of it was; null where nothing was timed. */
    public @Nullable Integer inFlight() {
        return inFlight;
    }

    /** Time to the first token, in milliseconds. */
    public Means ttftMs() {
        return ttftMs;
    }

    /** Time for the model's answer, in milliseconds. */
    public Means totalMs() {
        return totalMs;
    }

    /** Time for an answer, retrieval included, in milliseconds. */
    public Means waitMs() {
        return waitMs;
    }

    /** Price of a call in USD. */
    public Means usd() {
        return usd;
    }

    /** Scores in further metrics, by the metric's name. */
    public Map<String, ModeScores> further() {
        return further;
    }
}
