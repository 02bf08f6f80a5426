package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {

    private static final double MARGIN = 0.05;

    @Test
    void testsRightAndWrongByMcNemar() {
        PairedAnalysis analysis =
                analysis(ScoreTable.of(1, 1, 1, 1, 1, 1, 0, 0), ScoreTable.of(0, 0, 0, 0, 0, 0, 0, 1));

        assertThat(analysis.test()).isEqualTo(TestMethod.MCNEMAR);
        assertThat(analysis.p()).isCloseTo(0.125, within(1e-12));
        assertThat(analysis.pError()).isNull();
        assertThat(analysis.interval())
                .isEqualTo(new IntervalEstimate(
                        new MatchedPairs(8, 6, 1).interval(Level.FIVE_PERCENT), IntervalMethod.MATCHED_PAIRS, null));
    }

    @Test
    void testsScoresInBetweenByPermutation() {
        PairedAnalysis analysis = analysis(graded(60, 0.5), graded(60, 0.3));

        assertThat(analysis.test()).isEqualTo(TestMethod.PERMUTATION);
        assertThat(analysis.interval().method()).isEqualTo(IntervalMethod.BCA);
        assertThat(analysis.interval().interval().low()).isGreaterThan(0);
        assertThat(analysis.p()).isLessThan(0.01);
        assertThat(analysis.pEquivalence()).isGreaterThan(0.5);
    }

    @Test
    void flipsAndDrawsWholeClusters() {
        double[] a = new double[24];
        Arrays.fill(a, 0, 12, 1);
        List<String> documents =
                IntStream.range(0, 24).mapToObj(i -> "d" + i / 3).toList();
        Clusters clusters = Clusters.of(documents);
        ScoreTable table = new ScoreTable(new double[][] {a}, clusters);
        ScoreTable zero = new ScoreTable(new double[][] {new double[24]}, clusters);

        PairedAnalysis analysis = analysis(table, zero);

        // twelve examples, but four documents: 2 / 2^4
        assertThat(analysis.test()).isEqualTo(TestMethod.CLUSTER_PERMUTATION);
        assertThat(analysis.p()).isEqualTo(0.125);
        assertThat(analysis.interval().method()).isEqualTo(IntervalMethod.BOUND);
        assertThat(analysis.interval().interval().low()).isNegative();
    }

    @Test
    void neverTestsSeveralAdaptersAsIfTheyWereExamples() {
        double[][] same = {ones(30), ones(30), ones(30), ones(30)};
        ScoreTable four = new ScoreTable(same, Clusters.none(30));
        double[] other = ones(30);
        Arrays.fill(other, 0, 5, 0);

        PairedAnalysis analysis = analysis(four, ScoreTable.of(other));

        assertThat(analysis.p()).isEqualTo(2 / 32.0);
    }

    @Test
    void isLessSureOfAdaptersThatDiffer() {
        double[][] apart = {right(45, 60), right(36, 60), right(27, 60)};
        ScoreTable three = new ScoreTable(apart, Clusters.none(60));
        ScoreTable baseline = ScoreTable.of(right(24, 60));

        PairedAnalysis one = analysis(ScoreTable.of(right(36, 60)), baseline);
        PairedAnalysis crossed = analysis(three, baseline);

        assertThat(one.p()).isLessThan(0.001);
        assertThat(crossed.test()).isEqualTo(TestMethod.CROSSED);
        assertThat(crossed.p()).isGreaterThan(0.05);
        assertThat(crossed.interval().interval().low()).isNegative();
    }

    @Test
    void widensTheIntervalForALevelThatIsSharedByMany() {
        for (PairedAnalysis[] one : new PairedAnalysis[][] {
            {atLevel(right(36, 60), right(24, 60), 0.05), atLevel(right(36, 60), right(24, 60), 0.01)},
            {
                atLevel(graded(60, 0.5).means(), graded(60, 0.3).means(), 0.05),
                atLevel(graded(60, 0.5).means(), graded(60, 0.3).means(), 0.01)
            }
        }) {
            assertThat(one[1].interval().interval().low())
                    .isLessThan(one[0].interval().interval().low());
            assertThat(one[1].interval().interval().high())
                    .isGreaterThan(one[0].interval().interval().high());
            assertThat(one[1].p()).isEqualTo(one[0].p());
        }
    }

    @Test
    void takesStudentsTForVeryManyExamplesAndAgreesWithResampling() {
        int n = PairedDifference.MANY + 1;
        double[] a = new double[n];
        double[] b = new double[n];
        Arrays.setAll(a, i -> i * 7 % 11 / 10.0);
        Arrays.setAll(b, i -> i * 5 % 13 / 12.0);

        PairedAnalysis many = analysis(ScoreTable.of(a), ScoreTable.of(b));

        assertThat(many.test()).isEqualTo(TestMethod.STUDENT);
        PairedAnalysis fewer = analysis(ScoreTable.of(Arrays.copyOf(a, n - 1)), ScoreTable.of(Arrays.copyOf(b, n - 1)));
        assertThat(fewer.test()).isEqualTo(TestMethod.PERMUTATION);
        assertThat(many.interval().interval().low())
                .isCloseTo(fewer.interval().interval().low(), within(1e-3));
        assertThat(many.p()).isCloseTo(fewer.p(), within(0.02));
    }

    @Test
    void isNeverCertainWhereAllAgree() {
        PairedAnalysis analysis = analysis(graded(50, 0.5), graded(50, 0.5));

        assertThat(analysis.p()).isEqualTo(1);
        assertThat(analysis.interval().interval().high()).isGreaterThan(0.05);
        assertThat(analysis.pEquivalence()).isCloseTo(Math.pow(0.95, 50), within(1e-12));
        assertThat(analysis(ScoreTable.of(0.5), ScoreTable.of(0.25)).interval().interval())
                .isEqualTo(new Interval(-0.975, 1));
    }

    /** 99 documents with one question each, both right; only a is right in the one with many. */
    @ParameterizedTest
    @ValueSource(ints = {10, 100})
    void isNeverSureOfEquivalenceByCountingDocumentsOfUnequalSize(int many) {
        int[] sizes = new int[100];
        Arrays.fill(sizes, 1);
        sizes[99] = many;
        double[] b = ones(99 + many);
        Arrays.fill(b, 99, 99 + many, 0);

        PairedAnalysis analysis = analysis(inDocuments(ones(99 + many), sizes), inDocuments(b, sizes));

        double difference = many / (99.0 + many);
        assertThat(analysis.interval().method()).isEqualTo(IntervalMethod.BOUND);
        assertThat(analysis.interval().interval().holds(difference)).isTrue();
        assertThat(analysis.pEquivalence()).isGreaterThan(0.5);
    }

    @Test
    void holdsTheDifferenceWhereTheLargestDocumentsDiffer() {
        int[] sizes = new int[30];
        Arrays.fill(sizes, 1);
        Arrays.fill(sizes, 0, 5, 10);
        double[] b = ones(75);
        Arrays.fill(b, 0, 50, 0);

        Interval interval = analysis(inDocuments(ones(75), sizes), inDocuments(b, sizes))
                .interval()
                .interval();

        assertThat(interval.holds(50 / 75.0)).isTrue();
        assertThat(interval.low()).isNegative();
    }

    @Test
    void takesStudentsTForDocumentsOfUnequalSizeButNotForEqualOnes() {
        int[] unequal = new int[40];
        Arrays.setAll(unequal, document -> 1 + document % 5);
        int[] equal = new int[40];
        Arrays.fill(equal, 3);
        double[] a = graded(120, 0.9).means();
        double[] b = graded(120, 0.7).means();

        PairedAnalysis byT = analysis(inDocuments(a, unequal), inDocuments(b, unequal));
        PairedAnalysis drawn = analysis(inDocuments(a, equal), inDocuments(b, equal));

        assertThat(byT.test()).isEqualTo(TestMethod.STUDENT);
        assertThat(byT.interval().method()).isEqualTo(IntervalMethod.STUDENT);
        assertThat(drawn.test()).isEqualTo(TestMethod.CLUSTER_PERMUTATION);
        assertThat(drawn.interval().method()).isEqualTo(IntervalMethod.BCA);
    }

    /** Of 6,000 examples 7 better and 1 worse: by enumeration p is 18 / 2^8, by Student's t 0.034. */
    @Test
    void testsAHandfulThatDifferAmongThousandsByPermutation() {
        double[] a = new double[6_000];
        double[] b = new double[6_000];
        Arrays.fill(a, 0.5);
        Arrays.fill(b, 0.5);
        Arrays.fill(a, 0, 7, 1);
        Arrays.fill(b, 7, 8, 1);

        PairedAnalysis analysis = analysis(ScoreTable.of(a), ScoreTable.of(b));

        assertThat(analysis.test()).isEqualTo(TestMethod.PERMUTATION);
        assertThat(analysis.p()).isEqualTo(18 / 256.0);
        assertThat(analysis.interval().method()).isEqualTo(IntervalMethod.BCA);
        assertThat(analysis.interval().interval().low()).isBetween(-0.0002, 0.0001);
        assertThat(analysis.interval().interval().high()).isBetween(0.0008, 0.0013);
        assertThat(analysis.showsDifference(Level.FIVE_PERCENT)).isFalse();
        assertThat(analysis.pEquivalence()).isLessThan(0.001);
    }

    @Test
    void showsADifferenceOnlyWhereTestAndIntervalDo() {
        IntervalEstimate above = new IntervalEstimate(new Interval(0.01, 0.2), IntervalMethod.BCA, 0.001);
        IntervalEstimate around = new IntervalEstimate(new Interval(-0.01, 0.2), IntervalMethod.BCA, 0.001);

        assertThat(permutation(0.04, above).showsDifference(Level.FIVE_PERCENT)).isTrue();
        assertThat(permutation(0.06, above).showsDifference(Level.FIVE_PERCENT)).isFalse();
        assertThat(permutation(0.04, around).showsDifference(Level.FIVE_PERCENT))
                .isFalse();
    }

    @Test
    void knowsWhereItsPIsABound() {
        double[] a = new double[120];
        Arrays.fill(a, 0.9);

        PairedAnalysis drawn = analysis(ScoreTable.of(a), graded(120, 0.5));

        assertThat(drawn.p()).isEqualTo(1e-4);
        assertThat(drawn.isPBound()).isTrue();
        double[] other = new double[60];
        Arrays.setAll(other, i -> i * 5 % 13 / 24.0);
        assertThat(analysis(graded(60, 0.5), ScoreTable.of(other)).isPBound()).isFalse();
        assertThat(analysis(ScoreTable.of(right(60, 60)), ScoreTable.of(right(20, 60)))
                        .isPBound())
                .as("exact")
                .isFalse();
    }

    /** One third as the mean of three repetitions, and as a file shows it. */
    @Test
    void findsNoDifferenceBetweenAScoreAndItsSixDecimals() {
        double[] exact = new double[120];
        double[] shown = new double[120];
        Arrays.setAll(exact, i -> i % 4 / 3.0);
        Arrays.setAll(shown, i -> Math.round(exact[i] * 1e6) / 1e6);

        PairedAnalysis analysis = analysis(ScoreTable.of(exact), ScoreTable.of(shown));

        assertThat(analysis.interval().method()).isEqualTo(IntervalMethod.BOUND);
        assertThat(analysis.p()).isEqualTo(1);
        int[] threes = new int[40];
        Arrays.fill(threes, 3);
        assertThat(analysis(inDocuments(exact, threes), inDocuments(shown, threes))
                        .p())
                .isEqualTo(1);
    }

    @Test
    void isQuickForVeryManyExamples() {
        int n = 200_000;
        double[] a = new double[n];
        double[] b = new double[n];
        Arrays.setAll(a, i -> i * 7L % 11 / 10.0);
        Arrays.setAll(b, i -> i < 8 ? 1 - a[i] : a[i]);
        double[] c = new double[n];
        Arrays.setAll(c, i -> i * 5L % 13 / 12.0);
        long start = System.nanoTime();

        Sample.of(ScoreTable.of(a), false).meanInterval(1);
        analysis(ScoreTable.of(a), ScoreTable.of(b));
        analysis(ScoreTable.of(a), ScoreTable.of(c));
        int[] documents = new int[n / 4];
        Arrays.setAll(documents, document -> 1 + document % 2 * 6);
        analysis(inDocuments(a, documents), inDocuments(c, documents));
        MinimumDetectableEffect.of(n, 0.3, Level.FIVE_PERCENT);

        assertThat(System.nanoTime() - start).as("ns").isLessThan(10_000_000_000L);
    }

    @Test
    void refusesOtherExamples() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> analysis(ScoreTable.of(1, 0), ScoreTable.of(1, 0, 1)))
                .withMessageContaining("2 examples against 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreTable.of(1, Double.NaN))
                .withMessageContaining("leave out");
    }

    private static PairedAnalysis permutation(double p, IntervalEstimate interval) {
        return new PairedAnalysis(TestMethod.PERMUTATION, p, 0.001, interval, 0.5);
    }

    private static PairedAnalysis analysis(ScoreTable a, ScoreTable b) {
        return Sample.of(a, a.isZeroOne()).minus(Sample.of(b, b.isZeroOne()), MARGIN, 42, Level.FIVE_PERCENT);
    }

    private static PairedAnalysis atLevel(double[] a, double[] b, double level) {
        return Sample.of(ScoreTable.of(a), false)
                .minus(Sample.of(ScoreTable.of(b), false), MARGIN, 42, new Level(level));
    }

    private static ScoreTable inDocuments(double[] scores, int... sizes) {
        List<String> documents = new ArrayList<>();
        for (int document = 0; document < sizes.length; document++) {
            documents.addAll(Collections.nCopies(sizes[document], "d" + document));
        }
        return new ScoreTable(new double[][] {scores}, Clusters.of(documents));
    }

    private static ScoreTable graded(int n, double most) {
        double[] scores = new double[n];
        Arrays.setAll(scores, i -> most * (i * 7 % 11) / 10.0);
        return ScoreTable.of(scores);
    }

    private static double[] ones(int n) {
        return right(n, n);
    }

    private static double[] right(int right, int n) {
        double[] scores = new double[n];
        Arrays.fill(scores, 0, right, 1);
        return scores;
    }
}
