package org.adaptationlab.report.words;

import org.adaptationlab.result.summary.ComparisonRow;
import org.adaptationlab.statistics.Verdict;

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
        return bound(statistics) + Figures.bareP(statistics.p());
    }

    /** The same of the p value that the finding rests on. */
    public static String adjustedP(ComparisonRow.Statistics statistics) {
        return bound(statistics) + Figures.bareP(statistics.decidingP());
    }

    /** The same in a sentence: {@code p = 0.031}, {@code p ≤ 0.0003}. */
    static String adjustedPWithSign(ComparisonRow.Statistics statistics) {
        return statistics.isPBound() ? "p " + adjustedP(statistics) : Figures.p(statistics.decidingP());
    }

    private static String bound(ComparisonRow.Statistics statistics) {
        return statistics.isPBound() ? "≤ " : "";
    }
}
