package org.adaptationlab.statistics;

import java.util.Locale;

/** What the tests say of mode a against mode b. */
public enum Verdict {
    /** p is below 0.05 and a has the higher score. */
    BETTER,
    /** p is below 0.05 and a has the lower score. */
    WORSE,
    /** As {@link #BETTER}, and shown to be less than the margin: real, but too small to matter. */
    SLIGHTLY_BETTER,
    /** As {@link #WORSE}, and shown to be less than the margin. */
    SLIGHTLY_WORSE,
    /** No difference is shown, and one of the margin or more is ruled out: the equivalence p is below 0.05. */
    EQUIVALENT,
    /** Neither a difference nor equivalence is shown: the data leave it open. */
    NO_DIFFERENCE_SHOWN;

    /**
     * The verdict.
     *
     * @param p two-sided, of "no difference", adjusted for the comparisons it is one of
     * @param pEquivalence of "they differ by the margin or more", by itself: of several comparisons, each that is declared
     *     equivalent may be so falsely in one of 20 runs
     */
    public static Verdict of(double difference, double p, double pEquivalence) {
        boolean equivalent = Level.FIVE_PERCENT.rejects(pEquivalence);
        if (!Level.FIVE_PERCENT.rejects(p) || difference == 0) {
            return equivalent ? EQUIVALENT : NO_DIFFERENCE_SHOWN;
        }
        if (difference > 0) {
            return equivalent ? SLIGHTLY_BETTER : BETTER;
        }
        return equivalent ? SLIGHTLY_WORSE : WORSE;
    }

    /** The words in result files, such as {@code no difference shown}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether a difference is shown, be it small. */
    public boolean differs() {
        return this != EQUIVALENT && this != NO_DIFFERENCE_SHOWN;
    }
}
