package org.adaptationlab.result.csv;

import java.util.HashMap;
import java.util.Map;
import org.adaptationlab.result.record.Outcome;

/**
 * Lets equal outcomes of a file share one object: a classifier's answers are few, and come back in every row. It keeps a
 * fixed number of them. Not thread-safe.
 */
final class OutcomePool {

    private static final int MOST = 1_000;

    private final Map<Outcome, Outcome> known = new HashMap<>();

    /** The outcome, or an equal one from before. */
    Outcome shared(Outcome outcome) {
        Outcome before = known.get(outcome);
        if (before != null) {
            return before;
        }
        if (known.size() < MOST) {
            known.put(outcome, outcome);
        }
        return outcome;
    }
}
