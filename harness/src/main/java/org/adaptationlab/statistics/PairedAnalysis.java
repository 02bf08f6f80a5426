package org.adaptationlab.statistics;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Is one mode better than another on the same examples, by how much, or are they as good as equal? {@link Sample#minus}
 * says it, and what is used for which data. With one adapter, the statement is about that adapter and not about others
 * that the same training would give.
 *
 * @param p two-sided p value of "no difference"
 * @param pError Monte-Carlo standard error of {@code p}, null where it is exact
 * @param interval of the mean of a less that of b, at the level asked for
 * @param pEquivalence of "they differ by the margin or more", from two one-sided tests (D. J. Schuirmann, Journal of
 *     Pharmacokinetics and Biopharmaceutics 15 (1987), 657-680)
 */
public record PairedAnalysis(
        TestMethod test, double p, @Nullable Double pError, IntervalEstimate interval, double pEquivalence) {

    public PairedAnalysis {
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(interval, "interval");
    }

    /**
     * Whether {@code p} is only known to be no larger than it says: none of the drawn sign patterns was as extreme as the
     * data, and with one of {@value Bootstrap#RESAMPLES} less can't be told.
     */
    public boolean isPBound() {
        return pError != null && p <= 1.0 / Bootstrap.RESAMPLES;
    }

    /**
     * Whether both the test and the interval find a difference at a level. Of right and wrong they always agree; of graded
     * scores and of clusters the one may find what the other does not, and either alone may exceed the level.
     *
     * @param level at which the interval was asked for
     */
    public boolean showsDifference(Level level) {
        return level.rejects(p) && !interval.interval().holds(0);
    }
}
