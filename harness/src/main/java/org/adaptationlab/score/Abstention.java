package org.adaptationlab.score;

import java.util.List;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.WilsonInterval;
import org.jspecify.annotations.Nullable;

/**
 * How well refusals and questions without an answer go together. One rate alone proves nothing: a model that always
 * refuses has full recall.
 *
 * @param recall of the questions without an answer, those refused
 * @param precision of the refusals, those of a question without an answer
 * @param falseAbstention of the questions with an answer, those refused
 */
public record Abstention(Rate recall, Rate precision, Rate falseAbstention) {

    /** One question and what was done with it. */
    public record Case(boolean answerable, boolean refused) {}

    /** A count among others; the rate and its 95 % Wilson interval are null where there are no others. */
    public record Rate(int count, int n) {

        public @Nullable Double value() {
            return n == 0 ? null : Double.valueOf((double) count / n);
        }

        public @Nullable Interval interval() {
            return n == 0 ? null : WilsonInterval.of(count, n);
        }
    }

    /** Counts; calls that failed are no cases. */
    public static Abstention of(List<Case> cases) {
        int refusedRightly = count(cases, false, true);
        int refusedWrongly = count(cases, true, true);
        return new Abstention(
                new Rate(refusedRightly, refusedRightly + count(cases, false, false)),
                new Rate(refusedRightly, refusedRightly + refusedWrongly),
                new Rate(refusedWrongly, refusedWrongly + count(cases, true, false)));
    }

    private static int count(List<Case> cases, boolean answerable, boolean refused) {
        return Math.toIntExact(cases.stream()
                .filter(one -> one.equals(new Case(answerable, refused)))
                .count());
    }
}
