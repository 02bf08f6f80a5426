package org.adaptationlab.compare.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.adaptationlab.compare.finding.Check;
import org.adaptationlab.compare.finding.Check.Status;
import org.adaptationlab.compare.finding.Comparison.Limits;
import org.adaptationlab.compare.finding.Finding;
import org.adaptationlab.compare.finding.ModeComparison;
import org.adaptationlab.compare.finding.ModeComparison.Cost;
import org.adaptationlab.compare.finding.ModeComparison.Coverage;
import org.adaptationlab.compare.finding.ModeComparison.Flips;
import org.adaptationlab.compare.finding.ModeComparison.Timing;
import org.adaptationlab.statistics.Clusters;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.Level;
import org.adaptationlab.statistics.MinimumDetectableEffect;
import org.adaptationlab.statistics.PairedAnalysis;
import org.adaptationlab.statistics.PairedTable;
import org.adaptationlab.statistics.Sample;
import org.adaptationlab.statistics.ScoreTable;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegressionGateIT {

    private static final int SIMULATED = 2_000;
    private static final double LEVEL = 0.025;
    private static final double POWER = 0.8;
    /** How seldom a right gate would fail these tests. */
    private static final double SURE = 1e-4;

    @ParameterizedTest
    @CsvSource({
        "0, 0.05, -0.03, 0.02, PASS",
        "0, 0.05, -0.05, -0.01, PASS",
        "0, 0.05, -0.06, -0.01, FAIL",
        "0, 0.05, -0.06, 0, INCONCLUSIVE",
        "0.05, 0.05, -0.12, -0.03, INCONCLUSIVE",
        "0.05, 0.05, -0.12, -0.05, INCONCLUSIVE",
        "0.05, 0.05, -0.12, -0.051, FAIL",
        "0, 0, -0.001, 0.1, INCONCLUSIVE",
        "0, 0, 0, 0.1, PASS"
    })
    void looksWhereTheWholeIntervalLies(double maxDrop, double ruledOut, double low, double high, Status status) {
        Limits limits = new Limits(maxDrop, ruledOut, 0.05, null, null, false);

        assertThat(RegressionGate.againstDrop(new Interval(low, high), true, limits))
                .isEqualTo(status);
    }

    /** What a resampled interval leaves out and the test does not find is not shown. */
    @Test
    void fallsOnlyWhereTheTestAgrees() {
        Limits limits = new Limits(0, 0.05, 0.05, null, null, false);

        assertThat(RegressionGate.againstDrop(new Interval(-0.06, -0.01), false, limits))
                .isEqualTo(Status.INCONCLUSIVE);
    }

    private final Map<List<Integer>, PairedAnalysis> known = new HashMap<>();

    /** Two runs of one quality: with no more than the level's share of false alarms over all modes of a comparison. */
    @ParameterizedTest
    @CsvSource({"60, 0.05, 1", "120, 0.1, 1", "120, 0.3, 5", "250, 0.2, 3", "30, 0.4, 2"})
    void fallsByChanceNoMoreOftenThanItsLevelAllows(int n, double discordance, int modes) {
        SplittableRandom random = new SplittableRandom(n * 31L + modes);
        int alarms = 0;
        for (int i = 0; i < SIMULATED; i++) {
            boolean fell = false;
            for (int mode = 0; mode < modes; mode++) {
                fell |= falls(random, n, discordance, 0, 0, modes);
            }
            alarms += fell ? 1 : 0;
        }

        assertThat(alarms).isLessThanOrEqualTo(mostOf(LEVEL));
    }

    /** The same where scores lie between right and wrong, three examples to a document or none. */
    @ParameterizedTest
    @CsvSource({"20, 1", "40, 1", "50, 1", "120, 1", "60, 3"})
    void fallsByChanceNoMoreOftenWhereScoresLieBetween(int n, int together) {
        SplittableRandom random = new SplittableRandom(n);
        int alarms = 0;
        for (int i = 0; i < SIMULATED; i++) {
            double[] baseline = new double[n];
            double[] contender = new double[n];
            String[] documents = new String[n];
            for (int example = 0; example < n; example++) {
                documents[example] = "d" + example / together;
                baseline[example] = random.nextInt(5) / 4.0;
                contender[example] = random.nextBoolean() ? baseline[example] : random.nextInt(5) / 4.0;
            }
            Clusters clusters = Clusters.of(List.of(documents));
            PairedAnalysis analysis =
                    sample(contender, clusters).minus(sample(baseline, clusters), 0.05, i, Level.FIVE_PERCENT);
            alarms += fell(analysis, 0, 1) ? 1 : 0;
        }

        assertThat(alarms).isLessThanOrEqualTo(mostOf(LEVEL));
    }

    /** The same where the true loss is just what is allowed. */
    @Test
    void fallsNoMoreOftenAtTheLimit() {
        SplittableRandom random = new SplittableRandom(5);
        int alarms = 0;
        for (int i = 0; i < SIMULATED; i++) {
            alarms += falls(random, 120, 0.25, 0.05, 0.05, 1) ? 1 : 0;
        }

        assertThat(alarms).isLessThanOrEqualTo(mostOf(LEVEL));
    }

    @ParameterizedTest
    @CsvSource({"120, 0.2, 1", "120, 0.3, 5", "250, 0.2, 3", "500, 0.1, 1"})
    void catchesADropOfThePlannedSizeAsOftenAsPromised(int n, double discordance, int modes) {
        double drop = MinimumDetectableEffect.of(n, discordance, Level.FIVE_PERCENT.sharedBy(modes))
                .orElseThrow();
        SplittableRandom random = new SplittableRandom(n + modes);
        int caught = 0;
        for (int i = 0; i < SIMULATED; i++) {
            caught += falls(random, n, discordance, drop, 0, modes) ? 1 : 0;
        }

        int least = SIMULATED - mostOf(1 - POWER);
        assertThat(caught).isGreaterThanOrEqualTo(least);
    }

    @Test
    void holdsTimesAgainstTheLimitAndTheDrift() {
        assertThat(latency(1.3, 1.22, 1.4, 0.05)).isEqualTo(Status.FAIL);
        assertThat(latency(1.3, 1.22, 1.4, 0.15)).isEqualTo(Status.INCONCLUSIVE);
        assertThat(latency(1.02, 0.98, 1.04, 0.05)).isEqualTo(Status.PASS);
        assertThat(latency(1.02, 0.98, 1.04, 0.08)).isEqualTo(Status.INCONCLUSIVE);
        assertThat(latency(2.0, 1.9, 2.1, null)).isEqualTo(Status.INCONCLUSIVE);
    }

    @Test
    void holdsCostAgainstTheLimit() {
        assertThat(check(timing(1, 1, 1, 0.02), cost(1.2, 1.15, 1.25), 1).status())
                .isEqualTo(Status.FAIL);
        assertThat(check(timing(1, 1, 1, 0.02), cost(1.05, 1.03, 1.07), 1).status())
                .isEqualTo(Status.PASS);
        assertThat(check(timing(1, 1, 1, 0.02), cost(1.101, 1.05, 1.16), 1).status())
                .as("few examples leave it open")
                .isEqualTo(Status.INCONCLUSIVE);
        assertThat(check(
                        timing(1, 1, 1, 0.02), new Cost(0, null, null, null, null, null, "not known on both sides"), 1))
                .isEqualTo(new Check(
                        "prompt", "cost", Status.INCONCLUSIVE, "cost of 1,000 requests: not known on both sides"));
    }

    private static Cost cost(double ratio, double low, double high) {
        return new Cost(120, 1.0, ratio, ratio, new Interval(low, high), 0.02, null);
    }

    private static Status latency(double ratio, double low, double high, @Nullable Double drift) {
        return check(timing(ratio, low, high, drift), new Cost(0, null, null, null, null, null, null), 0)
                .status();
    }

    /** The check after that of quality: 0 is latency, 1 is cost. */
    private static Check check(Timing total, Cost cost, int which) {
        ModeComparison mode = new ModeComparison(
                "prompt",
                "accuracy",
                new Coverage(0, List.of(), 0, List.of(), 0, 0, true, 0, 0, 0),
                null,
                total,
                total,
                total,
                cost,
                new Flips(0, 0, List.of()),
                List.of(),
                new ModeComparison.InFlight(1, 1));
        Limits limits = new Limits(0, 0.05, 0.05, 0.1, 0.1, false);
        return new RegressionGate(limits)
                .check(List.of(mode), List.of(), List.of())
                .get(1 + which);
    }

    private static Timing timing(double ratio, double low, double high, @Nullable Double drift) {
        Finding finding = drift == null ? Finding.NOT_COMPARABLE : Finding.UNDECIDED;
        String note = drift == null ? "drift of the machine not measured" : null;
        return new Timing(
                120, 100.0, 100 * ratio, 120.0, 120 * ratio, ratio, new Interval(low, high), drift, finding, note);
    }

    private boolean falls(SplittableRandom random, int n, double discordance, double drop, double maxDrop, int modes) {
        double[] baseline = new double[n];
        double[] contender = new double[n];
        double lost = (discordance + drop) / 2;
        for (int i = 0; i < n; i++) {
            double chance = random.nextDouble();
            baseline[i] = chance < lost || chance > 0.8 ? 1 : 0;
            contender[i] = (chance >= lost && chance < discordance) || chance > 0.8 ? 1 : 0;
        }
        PairedTable pairs = PairedTable.of(contender, baseline);
        PairedAnalysis analysis = known.computeIfAbsent(
                List.of(pairs.n(), pairs.aOnly(), pairs.bOnly(), modes),
                counts -> rightOrWrong(contender)
                        .minus(rightOrWrong(baseline), 0.05, 1, Level.FIVE_PERCENT.sharedBy(modes)));
        return fell(analysis, maxDrop, modes);
    }

    private static Sample rightOrWrong(double[] scores) {
        return Sample.of(ScoreTable.of(scores), true);
    }

    private static Sample sample(double[] scores, Clusters clusters) {
        return Sample.of(new ScoreTable(new double[][] {scores}, clusters), false);
    }

    private static boolean fell(PairedAnalysis analysis, double maxDrop, int modes) {
        boolean shown = analysis.p() < Level.FIVE_PERCENT.sharedBy(modes).alpha();
        return RegressionGate.againstDrop(
                        analysis.interval().interval(), shown, new Limits(maxDrop, maxDrop, 0.05, null, null, false))
                == Status.FAIL;
    }

    private static int mostOf(double share) {
        return BinomialDistribution.of(SIMULATED, share).inverseCumulativeProbability(1 - SURE);
    }
}
