package org.adaptationlab.report;

import org.adaptationlab.measure.Verdict;
import org.adaptationlab.result.ComparisonRow;

/** What the tests say of a pair of modes, in words. */
final class PairWords {

    private PairWords() {}

    /** What they say of the first mode against the second; a dash where it was not tested. */
    static String finding(ComparisonRow row) {
        Verdict verdict = row.statistics().verdict();
        return verdict == null ? Figures.NOT_MEASURED : verdict.word();
    }
}
