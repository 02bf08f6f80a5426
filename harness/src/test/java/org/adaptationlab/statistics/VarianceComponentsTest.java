package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Reference: mean squares by {@code anova_lm(ols("x ~ C(s) + C(e)", data).fit())} of statsmodels 0.15.0, the adapters'
 * variance {@code MS_s / (n S)}, the examples' {@code (MS_e - MS_residual) / (n S)}, for the difference MS_e of
 * {@code x - b}; {@code scipy.stats.t.isf} of each with {@code brentq} for p.
 */
class VarianceComponentsTest {

    private static final ScoreTable THREE = new ScoreTable(
            new double[][] {{1, 0, 1, 1, 0, 1, 1, 0}, {1, 0, 0, 1, 0, 1, 1, 1}, {0, 0, 1, 1, 0, 0, 1, 0}},
            Clusters.none(8));
    private static final ScoreTable BASELINE = ScoreTable.of(0, 0, 1, 0, 0, 1, 0, 1);

    @Test
    void agreeWithStatsmodelsForAMean() {
        assertThat(VarianceComponents.ofMean(THREE).halfWidth(Level.FIVE_PERCENT))
                .isCloseTo(0.44641506739094144, within(1e-9));
        assertThat(Sample.of(THREE, true).meanInterval(1))
                .satisfies(estimate -> assertThat(estimate.method()).isEqualTo(IntervalMethod.WILSON_EFFECTIVE))
                .satisfies(
                        estimate -> assertThat(estimate.interval().low()).isCloseTo(0.19010894347495316, within(1e-9)))
                .satisfies(
                        estimate -> assertThat(estimate.interval().high()).isCloseTo(0.8561174971019376, within(1e-9)));
    }

    @Test
    void agreeWithStatsmodelsForADifference() {
        VarianceComponents components = VarianceComponents.ofDifference(THREE, BASELINE);

        assertThat(components.halfWidth(Level.FIVE_PERCENT)).isCloseTo(0.6149629754749764, within(1e-9));
        assertThat(components.pValue(1 / 6.0)).isCloseTo(0.4957623640186157, within(1e-9));
        assertThat(components.equivalence(1 / 6.0, 0.5)).isCloseTo(0.10242815398417426, within(1e-9));
        assertThat(components.equivalence(0.6, 0.5)).isGreaterThan(0.5);
    }

    /**
     * Variance by leaving each cluster out; degrees of freedom by {@code trace(M) ** 2 / trace(M @ M)} of {@code M = L @ L.T}
     * with {@code L = (diag(w) - outer(w, w)) / (1 - w)[:, None]}, w the clusters' shares of the examples; NumPy.
     */
    @Test
    void agreeWithNumpyForClustersOfUnequalSize() {
        ScoreTable scores = new ScoreTable(
                new double[][] {{1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1}},
                Clusters.of(List.of("a", "a", "a", "b", "b", "c", "c", "c", "d", "d", "d", "d")));

        assertThat(VarianceComponents.ofMean(scores).halfWidth(Level.FIVE_PERCENT))
                .isCloseTo(0.40523546189897597, within(1e-9));
    }

    /** With one degree of freedom, 12.7 standard errors. */
    @Test
    void knowLittleWhereOneClusterOutweighsTheRest() {
        double[] values = new double[129];
        Arrays.setAll(values, i -> i < 100 ? i % 4 / 4.0 : i % 2);
        List<String> documents =
                IntStream.range(0, 129).mapToObj(i -> "d" + Math.max(99, i)).toList();

        assertThat(VarianceComponents.ofMean(new ScoreTable(new double[][] {values}, Clusters.of(documents)))
                        .halfWidth(Level.FIVE_PERCENT))
                .isGreaterThan(0.5);
    }

    @Test
    void countTheSpreadOfAdaptersAsUncertainty() {
        ScoreTable alike =
                new ScoreTable(new double[][] {ones(60, 100), ones(60, 100), ones(60, 100)}, Clusters.none(100));
        ScoreTable apart =
                new ScoreTable(new double[][] {ones(50, 100), ones(60, 100), ones(70, 100)}, Clusters.none(100));

        double narrow = VarianceComponents.ofMean(alike).halfWidth(Level.FIVE_PERCENT);

        // three adapters of one opinion are as good as one
        assertThat(narrow)
                .isCloseTo(
                        VarianceComponents.ofMean(ScoreTable.of(ones(60, 100))).halfWidth(Level.FIVE_PERCENT),
                        within(1e-9));
        assertThat(VarianceComponents.ofMean(apart).halfWidth(Level.FIVE_PERCENT))
                .isGreaterThan(2 * narrow);
    }

    private static double[] ones(int right, int n) {
        double[] scores = new double[n];
        Arrays.fill(scores, 0, right, 1);
        return scores;
    }
}
