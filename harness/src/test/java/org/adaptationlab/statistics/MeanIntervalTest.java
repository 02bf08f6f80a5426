package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeanIntervalTest {

    @Test
    void isWilsonsForRightAndWrong() {
        assertThat(interval(ScoreTable.of(1, 0, 1, 1), true))
                .isEqualTo(new IntervalEstimate(WilsonInterval.of(3, 4), IntervalMethod.WILSON, null));
    }

    /** Wilson's with n = 1.96^2 x 0.5 x 0.5 / h^2, h the half-width of Student's t. */
    @Test
    void isWilsonsOfAsManyAnswersForScoresInBetween() {
        double[] scores = new double[120];
        Arrays.setAll(scores, i -> i % 5 / 4.0);
        double half = VarianceComponents.ofMean(ScoreTable.of(scores)).halfWidth(Level.FIVE_PERCENT);
        double n = Math.pow(1.959963984540054 / half, 2) / 4;

        IntervalEstimate estimate = interval(ScoreTable.of(scores), false);

        assertThat(estimate.method()).isEqualTo(IntervalMethod.WILSON_EFFECTIVE);
        Interval expected = WilsonInterval.of(n / 2, n);
        assertThat(estimate.interval().low()).isCloseTo(expected.low(), within(1e-12));
        assertThat(estimate.interval().high()).isCloseTo(expected.high(), within(1e-12));
        assertThat(half).isCloseTo((expected.high() - expected.low()) / 2, within(0.002));
    }

    @Test
    void neverShrinksToAPoint() {
        assertThat(interval(ScoreTable.of(0.7), false).interval().high()).isGreaterThan(0.9);
        double[] same = new double[20];
        Arrays.fill(same, 0.7);
        assertThat(interval(ScoreTable.of(same), false).interval()).isEqualTo(WilsonInterval.of(0.7 * 20, 20));
        ScoreTable allRight = new ScoreTable(new double[][] {{1, 1, 1}, {1, 1, 1}}, Clusters.none(3));
        assertThat(interval(allRight, true).interval()).isEqualTo(WilsonInterval.of(3, 3));
    }

    /** Two or three scores that happen to be close together say nothing of the others. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void takesFewScoresForNoBetterThanRightAndWrong(int n) {
        double[] scores = new double[n];
        Arrays.setAll(scores, i -> 0.7 + i / 100.0);
        double mean = Arrays.stream(scores).average().orElseThrow();

        assertThat(interval(ScoreTable.of(scores), false).interval()).isEqualTo(WilsonInterval.of(mean * n, n));
    }

    /** One document of 100 questions and 99 of one say as much as four of equal size, by the square of 199 over 10,099. */
    @Test
    void countsDocumentsOfUnequalSizeForLess() {
        List<String> documents =
                IntStream.range(0, 199).mapToObj(i -> "d" + Math.max(99, i)).toList();
        double[] right = new double[199];
        Arrays.fill(right, 1);

        Interval interval = interval(new ScoreTable(new double[][] {right}, Clusters.of(documents)), true)
                .interval();

        double n = 199 * 199 / 10_099.0;
        assertThat(interval).isEqualTo(WilsonInterval.of(n, n));
    }

    /** One of six repetitions right, which files show as 0.166667. */
    @Test
    void takesScoresThatDifferByRoundingForTheSame() {
        List<Double> rounded = Collections.nCopies(30, 0.166667);
        double[] scores = new double[60];
        Arrays.setAll(scores, i -> i < 30 ? 1 / 6.0 : rounded.get(i - 30));

        Interval interval = interval(ScoreTable.of(scores), false).interval();

        assertThat(interval.low()).isCloseTo(WilsonInterval.of(10, 60).low(), within(1e-5));
        assertThat(interval.high()).isCloseTo(WilsonInterval.of(10, 60).high(), within(1e-5));
    }

    private static IntervalEstimate interval(ScoreTable scores, boolean rightOrWrong) {
        return Sample.of(scores, rightOrWrong).meanInterval(1);
    }
}
