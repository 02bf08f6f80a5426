package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResamplesTest {

    private static final int DRAWS = 2_000;

    @Test
    void drawsEveryExampleOnceOnAverage() {
        Resamples resamples = Resamples.of(Clusters.none(50), DRAWS, 3);
        long[] all = new long[50];
        for (int draw = 0; draw < resamples.draws(); draw++) {
            int[] weights = resamples.weights(draw);
            assertThat(Arrays.stream(weights).sum()).isEqualTo(50);
            Arrays.setAll(all, i -> all[i] + weights[i]);
        }

        assertThat(Arrays.stream(all).average()).hasValue(DRAWS);
        assertThat(Arrays.stream(all).allMatch(count -> Math.abs(count - DRAWS) < 200))
                .isTrue();
    }

    @Test
    void drawsTheExamplesOfADocumentTogether() {
        Clusters clusters = Clusters.of(List.of("a", "b", "a", "c", "c", "a"));
        Resamples resamples = Resamples.of(clusters, 20, 3);

        assertThat(resamples.drawn()).isSameAs(clusters);
        for (int draw = 0; draw < resamples.draws(); draw++) {
            assertThat(resamples.weights(draw)).hasSize(3);
            assertThat(Arrays.stream(resamples.weights(draw)).sum()).isEqualTo(3);
        }
    }

    @Test
    void takesTheMeanOverTheExamplesOfEachDraw() {
        Clusters clusters = Clusters.of(List.of("a", "b", "a", "c", "c", "a"));
        double[] scores = {0.1, 0.5, 0.9, 1, 0, 0.3};
        Resamples resamples = Resamples.of(clusters, 20, 3);

        double[] means = resamples.means(Sample.of(new ScoreTable(new double[][] {scores}, clusters), false), 1);

        for (int draw = 0; draw < means.length; draw++) {
            int[] weights = byExample(clusters, resamples.weights(draw));
            double sum = IntStream.range(0, 6)
                    .mapToDouble(i -> weights[i] * scores[i])
                    .sum();
            assertThat(means[draw]).isCloseTo(sum / Arrays.stream(weights).sum(), within(1e-12));
        }
    }

    @Test
    void areTheSameForEveryModeAndSeed() {
        Clusters clusters = Clusters.none(40);
        double[] scores = new double[40];
        Arrays.setAll(scores, i -> i % 3 / 2.0);
        Sample sample = Sample.of(ScoreTable.of(scores), false);

        double[] means = Resamples.of(clusters, 100, 3).means(sample, 1);

        assertThat(Resamples.of(clusters, 100, 3).means(sample, 2))
                .as("one adapter")
                .isEqualTo(means);
        assertThat(Resamples.of(clusters, 100, 4).means(sample, 1)).isNotEqualTo(means);
    }

    /** Twelve documents of ten questions with one fate: by document the better of two modes is not sure to win. */
    @Test
    void areLessSureOfDocumentsThanOfTheirQuestions() {
        double[] a = new double[120];
        double[] b = new double[120];
        Arrays.fill(a, 0, 80, 1);
        Arrays.fill(b, 70, 120, 1);
        Clusters documents =
                Clusters.of(IntStream.range(0, 120).mapToObj(i -> "d" + i / 10).toList());

        assertThat(wins(a, b, Clusters.none(120))).isGreaterThan(0.97);
        assertThat(wins(a, b, documents)).isBetween(0.75, 0.92);
    }

    /** Two seeds 20 points apart: in a quarter of the draws both are the worse one, which is no better than the other mode. */
    @Test
    void drawAdaptersToo() {
        int n = 4_000;
        double[] good = new double[n];
        double[] bad = new double[n];
        double[] other = new double[n];
        Arrays.fill(good, 0, n * 7 / 10, 1);
        Arrays.fill(bad, 0, n / 2, 1);
        Arrays.fill(other, 0, n * 52 / 100, 1);
        Resamples resamples = Resamples.of(Clusters.none(n), DRAWS, 3);
        Sample seeds = Sample.of(new ScoreTable(new double[][] {good, bad}, Clusters.none(n)), true);

        double[] first = resamples.means(seeds, 1);
        double[] second = resamples.means(Sample.of(ScoreTable.of(other), true), 2);

        assertThat(seeds.mean()).isCloseTo(0.6, within(1e-12));
        long lost = IntStream.range(0, DRAWS)
                .filter(draw -> first[draw] < second[draw])
                .count();
        assertThat(lost / (double) DRAWS).isBetween(0.22, 0.28);
        assertThat(resamples.means(seeds, 5)).as("another stream").isNotEqualTo(first);
    }

    @Test
    void refuseASampleOfOtherExamples() {
        Resamples resamples = Resamples.of(Clusters.none(3), 5, 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> resamples.means(Sample.of(ScoreTable.of(1, 0), true), 1))
                .withMessage("a sample of 2 examples in draws of 3");
    }

    private static double wins(double[] a, double[] b, Clusters clusters) {
        Resamples resamples = Resamples.of(clusters, DRAWS, 3);
        double[] first = resamples.means(Sample.of(new ScoreTable(new double[][] {a}, clusters), true), 1);
        double[] second = resamples.means(Sample.of(new ScoreTable(new double[][] {b}, clusters), true), 2);
        return IntStream.range(0, DRAWS)
                        .filter(draw -> first[draw] > second[draw])
                        .count()
                / (double) DRAWS;
    }

    private static int[] byExample(Clusters clusters, int[] weights) {
        return IntStream.range(0, clusters.examples())
                .map(i -> weights[clusters.of(i)])
                .toArray();
    }

    @Test
    void drawsGroupsOfVeryManyExamplesWithTheSameSpread() {
        double[] scores = scores(40_000);
        Sample sample = Sample.of(ScoreTable.of(scores), true);
        Resamples resamples = Resamples.of(Clusters.none(scores.length), DRAWS, 3);

        double[] means = resamples.means(sample, 1);

        double mean = Arrays.stream(scores).average().orElseThrow();
        double error = Math.sqrt(mean * (1 - mean) / scores.length);
        assertThat(resamples.drawn().count()).isEqualTo(Resamples.MANY);
        assertThat(resamples.drawn().examples()).isEqualTo(scores.length);
        assertThat(Arrays.stream(means).average().orElseThrow()).isCloseTo(mean, within(error / 10));
        assertThat(deviation(means)).isCloseTo(error, within(error * 0.06));
    }

    @Test
    void groupsWhatComesInATurnOfFiveAsItDoesAnyOther() {
        double[] scores = new double[40_000];
        Arrays.setAll(scores, i -> i % 5 == 0 ? 1 : 0); // groups of every 5,000th would hold one kind only
        double[] means =
                Resamples.of(Clusters.none(scores.length), DRAWS, 3).means(Sample.of(ScoreTable.of(scores), true), 1);

        assertThat(deviation(means)).isCloseTo(Math.sqrt(0.2 * 0.8 / 40_000), within(0.00015));
    }

    @Test
    void drawsEachOfAsManyAsItMayByItself() {
        assertThat(Resamples.of(Clusters.none(Resamples.MANY), 1, 3).drawn().count())
                .isEqualTo(Resamples.MANY);
        assertThat(Resamples.of(Clusters.none(Resamples.MANY), 1, 3).drawn().of(4_321))
                .isEqualTo(4_321);
    }

    private static double[] scores(int n) {
        RandomStream random = new RandomStream(11);
        double[] scores = new double[n];
        Arrays.setAll(scores, i -> random.below(10) < 3 ? 1 : 0);
        return scores;
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }
}
