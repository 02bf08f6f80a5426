package org.adaptationlab.decide;

import static org.adaptationlab.decide.Deciding.decide;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.statistics.Clusters;
import org.adaptationlab.statistics.RandomStream;
import org.adaptationlab.statistics.Sample;
import org.adaptationlab.statistics.ScoreTable;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Thousands of made-up runs: of those in which a decision says that it is very or fairly sure, how many recommend a mode that
 * is in truth worse than another by more than the margin? At most one in twenty of all runs may.
 */
class DecisionRatesIT {

    private static final int RUNS = 400;
    private static final double MARGIN = 0.05;
    private static final double PROMISED = 0.05;
    /** How seldom a right rule would fail these tests. */
    private static final double CHANCE = 1e-4;

    private final RandomStream random = new RandomStream(20_261_127);

    /**
     * The cheap mode is worse by a little more than the margin, so that choosing it for its price is wrong.
     *
     * @param right true quality of the better mode
     * @param agreeing how often both answer alike, beyond what their qualities make them
     */
    @ParameterizedTest
    @CsvSource({"3, 0.99, 0.9", "20, 0.98, 0.9", "50, 0.8, 0.5", "120, 0.8, 0.8", "120, 0.6, 0.2", "300, 0.9, 0.7"})
    void choicesForPriceAreSureOfAWorseModeNoMoreOftenThanPromised(int n, double right, double agreeing) {
        int wrong = 0;
        for (int run = 0; run < RUNS; run++) {
            double[][] scores = correlated(n, right, right - MARGIN - 0.01, agreeing, 1);
            Decision decision = decide(
                    MARGIN,
                    Preference.COST,
                    mode("good", scores[0], Clusters.none(n), 3),
                    mode("cheap", scores[1], Clusters.none(n), 1));
            wrong += decision.recommended().equals("cheap") && isSure(decision) ? 1 : 0;
        }

        assertThat(wrong).isLessThanOrEqualTo(most());
    }

    /** The same where several questions are about one document and right or wrong together. */
    @ParameterizedTest
    @CsvSource({"12, 10", "40, 4"})
    void soAreChoicesWhereQuestionsShareDocuments(int documents, int each) {
        int n = documents * each;
        String[] keys = new String[n];
        Arrays.setAll(keys, i -> "d" + i / each);
        int wrong = 0;
        for (int run = 0; run < RUNS; run++) {
            double[][] scores = correlated(n, 0.7, 0.7 - MARGIN - 0.01, 0.3, each);
            Clusters clusters = Clusters.of(List.of(keys));
            Decision decision = decide(
                    MARGIN,
                    Preference.COST,
                    mode("good", scores[0], clusters, 3),
                    mode("cheap", scores[1], clusters, 1));
            wrong += decision.recommended().equals("cheap") && isSure(decision) ? 1 : 0;
        }

        assertThat(wrong).isLessThanOrEqualTo(most());
    }

    /** Three adapters, each off by some points: another set of them would be worse. */
    @ParameterizedTest
    @CsvSource({"2, 0.12", "3, 0.08"})
    void soAreChoicesAmongAdapters(int adapters, double spread) {
        int n = 150;
        int wrong = 0;
        for (int run = 0; run < RUNS; run++) {
            double[][] tuned = new double[adapters][];
            for (int adapter = 0; adapter < adapters; adapter++) {
                tuned[adapter] = rightOrWrong(n, 0.6 + spread * (2 * uniform() - 1));
            }
            Sample lora = Sample.of(new ScoreTable(tuned, Clusters.none(n)), true);
            double[] cost = filled(n, 1);
            Decision decision = decide(
                    MARGIN,
                    Preference.COST,
                    new ModeSample("lora", lora, cost, cost, true, 0),
                    mode("prompt", rightOrWrong(n, 0.66), Clusters.none(n), 3));
            wrong += decision.recommended().equals("lora") && isSure(decision) ? 1 : 0;
        }

        assertThat(wrong).isLessThanOrEqualTo(most());
    }

    /** Both cost the same but for the drift: the worse one is no choice, whatever its price was in this run. */
    @ParameterizedTest
    @CsvSource({"120, 0.3"})
    void pricesWithinTheDriftChooseNoWorseMode(int n, double drift) {
        TimeClaims claims = new TimeClaims(drift, null, TimeClaims.Costs.FOLLOW_TIMES);
        int wrong = 0;
        for (int run = 0; run < RUNS; run++) {
            double[][] scores = correlated(n, 0.8, 0.7, 0.5, 1);
            List<ModeSample> modes = new ArrayList<>();
            modes.add(mode("good", scores[0], Clusters.none(n), 1 + 0.9 * drift * uniform()));
            modes.add(mode("worse", scores[1], Clusters.none(n), 1));
            Decision decision = decide(modes, MARGIN, Preference.COST, claims, List.of());
            wrong += decision.recommended().equals("worse") && isSure(decision) ? 1 : 0;
        }

        assertThat(wrong).isLessThanOrEqualTo(most());
    }

    private static boolean isSure(Decision decision) {
        return decision.sureness() == Sureness.VERY || decision.sureness() == Sureness.FAIRLY;
    }

    private static int most() {
        return BinomialDistribution.of(RUNS, PROMISED).inverseCumulativeProbability(1 - CHANCE);
    }

    private static ModeSample mode(String name, double[] scores, Clusters clusters, double usd) {
        Sample sample = Sample.of(new ScoreTable(new double[][] {scores}, clusters), true);
        double[] cost = filled(scores.length, usd);
        return new ModeSample(name, sample, cost, cost, true, 0);
    }

    /** Two modes that share their luck in some examples; {@code each} in a row share it as well. */
    private double[][] correlated(int n, double first, double second, double agreeing, int each) {
        double[][] scores = new double[2][n];
        double[] luck = new double[2];
        for (int i = 0; i < n; i++) {
            if (i % each == 0) {
                luck[0] = uniform();
                luck[1] = uniform() < agreeing ? luck[0] : uniform();
            }
            scores[0][i] = luck[0] < first ? 1 : 0;
            scores[1][i] = luck[1] < second ? 1 : 0;
        }
        return scores;
    }

    private double[] rightOrWrong(int n, double right) {
        double[] scores = new double[n];
        Arrays.setAll(scores, i -> uniform() < right ? 1 : 0);
        return scores;
    }

    private double uniform() {
        return (random.nextBits() >>> 11) * 0x1.0p-53;
    }

    private static double[] filled(int n, double value) {
        double[] values = new double[n];
        Arrays.fill(values, value);
        return values;
    }
}
