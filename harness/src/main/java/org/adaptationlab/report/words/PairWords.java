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
}
