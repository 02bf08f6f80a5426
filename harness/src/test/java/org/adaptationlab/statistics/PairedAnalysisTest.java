package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedAnalysisTest {

    private static final double MARGIN = 0.05;

    @Test
    void testsRightAndWrongByMcNemar() {
        PairedAnalysis analysis =
                analysis(ScoreTable.of(1, 1, 1, 1, 1, 1, 0, 0), ScoreTable.of(0, 0, 0, 0, 0, 0, 0, 1));

        assertThat(analysis.test()).isEqualTo(TestMethod.MCNEMAR);
        assertThat(analysis.p()).isCloseTo(0.125, within(1e-12));
        assertThat(analysis.pError()).isNull();
        assertThat(analysis.interval())
                .isEqualTo(
                        new IntervalEstimate(new MatchedPairs(8, 6, 1).interval(), IntervalMethod.MATCHED_PAIRS, null));
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

    /** {@code scipy.stats.binomtest(k, n).proportion_ci(.95, "exact").high} and {@code binom.cdf(2, 120, .05)}. */
    @Test
    void boundsWhatCannotBeResampled() {
        assertThat(UnseenBound.of(120, 0, 0, 0.05).high()).isCloseTo(0.030272972577420072, within(1e-9));
        assertThat(UnseenBound.of(100, 5, 0, 0.05).high()).isCloseTo(0.11283491110546288, within(1e-9));
        assertThat(UnseenBound.of(40, 0, 3, 0.05).low()).isCloseTo(-0.20386474873289898, within(1e-9));
        assertThat(UnseenBound.equivalence(120, 1, 2, MARGIN)).isCloseTo(0.057505408338079475, within(1e-9));
        assertThat(UnseenBound.of(2, 2, 0, 0.05))
                .isEqualTo(new Interval(-UnseenBound.of(2, 0, 0, 0.05).high(), 1));
        assertThat(UnseenBound.ofSame(30, 0.2, 0.05).low()).isBetween(0.0, 0.2);
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
        assertThat(UnseenBound.isFew(5, 0.05)).isTrue();
        assertThat(UnseenBound.isFew(6, 0.05)).isFalse();
        assertThat(UnseenBound.isFew(6, 0.01)).isTrue();
    }

    @Test
    void takesStudentsTForVeryManyExamplesAndAgreesWithResampling() {
        int n = PairedAnalysis.MANY + 1;
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

    @Test
    void wordsItsVerdict() {
        assertThat(Verdict.of(0.1, 0.01, 0.9).word()).isEqualTo("better");
        assertThat(Verdict.of(-0.1, 0.01, 0.9).word()).isEqualTo("worse");
        assertThat(Verdict.of(0.01, 0.01, 0.01).word()).isEqualTo("slightly better");
        assertThat(Verdict.of(-0.01, 0.01, 0.01).word()).isEqualTo("slightly worse");
        assertThat(Verdict.of(0.01, 0.4, 0.01).word()).isEqualTo("equivalent");
        assertThat(Verdict.of(0.1, 0.05, 0.05).word()).isEqualTo("no difference shown");
    }

    private static PairedAnalysis analysis(ScoreTable a, ScoreTable b) {
        return PairedAnalysis.of(a, b, MARGIN, 42);
    }

    private static PairedAnalysis atLevel(double[] a, double[] b, double level) {
        return PairedAnalysis.of(ScoreTable.of(a), ScoreTable.of(b), MARGIN, 42, level);
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
