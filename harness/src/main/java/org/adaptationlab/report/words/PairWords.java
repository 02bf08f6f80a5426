package org.adaptationlab.report.words;

import org.adaptationlab.result.summary.ComparisonRow;
import org.adaptationlab.statistics.Verdict;
import org.jspecify.annotations.Nullable;

/** What the tests say of a pair of modes, in words. */
public final class PairWords {

    private PairWords() {}

    /** What they say of the first mode against the second; a dash where it was not tested. */
    public static String finding(ComparisonRow row) {
        Verdict verdict = row.statistics().verdict();
        return verdict == null ? Figures.NOT_MEASURED : verdict.word();
    }

    /** The p value in a column of them: {@code 0.031}, or {@code ≤ 0.0001} where no smaller one can be told. */
    public static String p(ComparisonRow.Statistics statistics) {
        return p(statistics.p(), statistics.isPBound());
    }

    /** The same of the p value that the finding rests on. */
    public static String adjustedP(ComparisonRow.Statistics statistics) {
        return p(statistics.decidingP(), statistics.isPBound());
    }

    /** The same in a sentence: {@code p = 0.031}, {@code p ≤ 0.0003}. */
    static String adjustedPWithSign(ComparisonRow.Statistics statistics) {
        return statistics.isPBound() ? "p " + adjustedP(statistics) : Figures.p(statistics.decidingP());
    }

    /**
     * A p value in a column of them.
     *
     * @param bound whether it is only known to be no larger
     */
    public static String p(@Nullable Double value, boolean bound) {
        return (bound ? "≤ " : "") + Figures.bareP(value);
    }
}
