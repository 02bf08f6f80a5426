package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adaptationlab.statistics.PairedDifference.Asked;
import org.adaptationlab.statistics.SimulatedRuns.Pair;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The statistics do what they promise, in simulated runs of which the truth is known. */
class ErrorRatesIT {

    private static final int RUNS = 1_500;
    private static final Level LEVEL = Level.FIVE_PERCENT;
    private static final double MARGIN = 0.05;
    /** What a method that keeps its promise exceeds in one of 10,000 such tests. */
    private static final double UNLUCKY = 1e-4;
    /** Fewer than in real runs, for time; it makes intervals a little less regular and no more right. */
    private static final int RESAMPLES = 500;

    private final SimulatedRuns simulated = new SimulatedRuns();
    private final Map<List<Integer>, PairedAnalysis> known = new HashMap<>();

    private record Run(Pair pair, PairedAnalysis analysis) {

        boolean isAlarm() {
            return LEVEL.rejects(analysis.p());
        }

        boolean holdsTruth() {
            return analysis.interval().interval().holds(pair.truth());
        }

        boolean isEquivalent() {
            return LEVEL.rejects(analysis.pEquivalence());
        }

        /** Rounding aside. */
        boolean holdsWhatWasFound() {
            double found = pair.a().mean() - pair.b().mean();
            Interval interval = analysis.interval().interval();
            return found > interval.low() - 1e-9 && found < interval.high() + 1e-9;
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 0.3", "50, 0.3", "120, 0.1", "250, 0.3"})
    void falseAlarmsOfMcNemarKeepTheLevel(int n, double discordance) {
        assertKeepsTheLevel(() -> simulated.rightAndWrong(n, discordance, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 50, 120})
    void falseAlarmsOfThePermutationTestKeepTheLevel(int n) {
        assertKeepsTheLevel(() -> simulated.graded(n, 0));
    }

    @ParameterizedTest
    @CsvSource({"20, 0.8", "50, 0.9", "120, 0.8"})
    void intervalsOfGradedDifferencesHoldTheTruth(int n, double whole) {
        List<Run> runs = runs(() -> simulated.fields(n, whole));

        assertAtMost(LEVEL.alpha(), share(runs, run -> !run.holdsTruth()));
        assertThat(runs).allMatch(Run::holdsWhatWasFound);
    }

    /** Documents of four questions each, of one to eight, and one with a third of all. */
    static Stream<int[]> documents() {
        return Stream.of(
                SimulatedRuns.equal(30, 4),
                SimulatedRuns.unequal(40, 8),
                SimulatedRuns.unequal(60, 20),
                SimulatedRuns.oneLarge(40));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void falseAlarmsKeepTheLevelWhereExamplesOfADocumentShareTheirFate(int[] sizes) {
        assertKeepsTheLevel(() -> simulated.documents(sizes, false));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void intervalsHoldTheTruthWhereExamplesOfADocumentShareTheirFate(int[] sizes) {
        List<Run> runs = runs(() -> simulated.documents(sizes, true));

        assertAtMost(LEVEL.alpha(), share(runs, run -> !run.holdsTruth()));
        assertThat(runs).allMatch(Run::holdsWhatWasFound);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void equivalenceOfDocumentsIsSeldomDeclaredWhereTheDifferenceIsTheMargin(int[] sizes) {
        for (double[] only : new double[][] {{0.06, 0.01}, {0.01, 0.06}, {0.05, 0}}) {
            List<Run> runs = runs(() -> simulated.fates(sizes, only[0], only[1]));
            assertAtMost(LEVEL.alpha(), share(runs, Run::isEquivalent));
            assertThat(runs).allMatch(Run::holdsWhatWasFound);
        }
    }

    @Test
    void equivalenceOfDocumentsOfUnequalSizeIsFoundWhereTheyAreAlike() {
        int[] sizes = SimulatedRuns.unequal(600, 8);

        assertThat(share(runs(() -> simulated.fates(sizes, 0.02, 0.02)), Run::isEquivalent))
                .isGreaterThan(0.8);
    }

    /** Some of the documents have thirty questions, and it is those that differ: 48 points in the first, 78 in the second. */
    @ParameterizedTest
    @CsvSource({"60, 0.03, 30", "60, 0.1, 30"})
    void equivalenceIsSeldomDeclaredWhereTheLargeDocumentsDiffer(int documents, double share, int many) {
        List<Run> runs = runs(() -> simulated.largeOnesDiffer(documents, share, many));
        double seenNone = Math.pow(1 - share, documents);

        // of what no document shows, nothing can be known
        assertAtMost(Math.min(1, seenNone + LEVEL.alpha()), share(runs, Run::isEquivalent));
        assertThat(share(
                        runs,
                        run -> run.isEquivalent()
                                && run.pair().a().mean() - run.pair().b().mean() > MARGIN))
                .isZero();
        assertThat(runs).allMatch(Run::holdsWhatWasFound);
    }

    @ParameterizedTest
    @CsvSource({"2, 100, 0.04", "3, 100, 0.08", "3, 100, 0", "5, 60, 0.06"})
    void falseAlarmsKeepTheLevelWhereAdaptersDiffer(int adapters, int n, double spread) {
        assertKeepsTheLevel(() -> simulated.adapters(adapters, n, spread, 0));
    }

    @ParameterizedTest
    @CsvSource({"2, 100, 0.04", "3, 60, 0.08", "5, 120, 0.06"})
    void intervalsHoldTheTruthWhereAdaptersDiffer(int adapters, int n, double spread) {
        List<Run> runs = runs(() -> simulated.adapters(adapters, n, spread, 0.1));

        assertAtMost(LEVEL.alpha(), share(runs, run -> !run.holdsTruth()));
        assertAtMost(LEVEL.alpha(), share(runs, run -> !holdsMean(run.pair(), true)));
    }

    @ParameterizedTest
    @CsvSource({"2, 400, 0.02", "5, 400, 0.01"})
    void equivalenceOfAdaptersIsSeldomDeclaredWhereTheDifferenceIsTheMargin(int adapters, int n, double spread) {
        List<Run> runs = runs(() -> simulated.adapters(adapters, n, spread, MARGIN));

        assertAtMost(LEVEL.alpha(), share(runs, Run::isEquivalent));
    }

    @ParameterizedTest
    @CsvSource({"50, 0.3", "120, 0.3", "250, 0.2"})
    void plantedDropsAreFoundAsOftenAsPromised(int n, double discordance) {
        double effect = MinimumDetectableEffect.of(n, discordance, LEVEL).orElseThrow();

        double found = share(runs(() -> simulated.rightAndWrong(n, discordance, -effect)), Run::isAlarm);

        assertAtMost(1 - MinimumDetectableEffect.POWER, 1 - found);
        assertAtMost(MinimumDetectableEffect.POWER, found);
    }

    @ParameterizedTest
    @CsvSource({"50, 0.06", "120, 0.05", "250, 0.05", "250, 0.1"})
    void equivalenceIsSeldomDeclaredWhereTheDifferenceIsTheMargin(int n, double discordance) {
        for (double difference : new double[] {MARGIN, -MARGIN}) {
            assertAtMost(
                    LEVEL.alpha(),
                    share(runs(() -> simulated.rightAndWrong(n, discordance, difference)), Run::isEquivalent));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 120})
    void equivalenceOfScoresIsSeldomDeclaredWhereTheDifferenceIsTheMargin(int n) {
        assertAtMost(LEVEL.alpha(), share(runs(() -> simulated.graded(n, MARGIN)), Run::isEquivalent));
    }

    /** By enumeration over all outcomes the chance at n = 250 is 0.852, with 5 % of answers differing. */
    @Test
    void equivalenceIsFoundWhereThereIsNoDifferenceAndEnoughExamples() {
        assertThat(share(runs(() -> simulated.rightAndWrong(250, 0.05, 0)), Run::isEquivalent))
                .isBetween(0.82, 0.88);
        assertThat(IntStream.range(0, 200).mapToObj(run -> run(simulated.rightAndWrong(1000, 0.1, 0))))
                .filteredOn(Run::isEquivalent)
                .hasSizeGreaterThan(194);
        assertThat(IntStream.range(0, 200).mapToObj(run -> run(simulated.graded(1000, 0))))
                .filteredOn(Run::isEquivalent)
                .hasSizeGreaterThan(190);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 20, 50, 120})
    void intervalsOfMeansHoldTheTruth(int n) {
        assertMeansHold(() -> simulated.rightAndWrong(n, 0, 0), true);
        assertMeansHold(() -> simulated.graded(n, 0), false);
        assertMeansHold(() -> simulated.fields(n, 0.8), false);
        assertMeansHold(() -> simulated.fields(n, 0.95), false);
        assertMeansHold(() -> simulated.even(n), false);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void intervalsOfMeansHoldTheTruthOverDocuments(int[] sizes) {
        assertMeansHold(() -> simulated.documents(sizes, true), true);
        assertMeansHold(() -> simulated.fates(sizes, 0.2, 0.2), true);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void intervalsOfMeansHoldTheTruthOverFewDocuments(int documents) {
        assertMeansHold(() -> simulated.documents(SimulatedRuns.equal(documents, 10), true), true);
        assertMeansHold(() -> simulated.documents(SimulatedRuns.unequal(documents, 12), false), true);
    }

    private void assertMeansHold(Supplier<Pair> pairs, boolean rightOrWrong) {
        int missed = 0;
        for (int run = 0; run < RUNS; run++) {
            missed += holdsMean(pairs.get(), rightOrWrong) ? 0 : 1;
        }
        assertAtMost(LEVEL.alpha(), (double) missed / RUNS);
    }

    private boolean holdsMean(Pair pair, boolean rightOrWrong) {
        Interval interval =
                Sample.of(pair.a(), rightOrWrong).meanInterval(simulated.seed()).interval();
        return interval.holds(pair.mean());
    }

    private void assertKeepsTheLevel(Supplier<Pair> same) {
        List<Run> runs = runs(same);
        assertAtMost(LEVEL.alpha(), share(runs, Run::isAlarm));
        assertAtMost(LEVEL.alpha(), share(runs, run -> !run.holdsTruth()));
        assertThat(runs).allMatch(Run::holdsWhatWasFound);
    }

    private List<Run> runs(Supplier<Pair> pairs) {
        return IntStream.range(0, RUNS).mapToObj(run -> run(pairs.get())).toList();
    }

    private Run run(Pair pair) {
        boolean countsAreAll = pair.a().adapters() == 1
                && !pair.a().clusters().areThere()
                && pair.a().isZeroOne()
                && pair.b().isZeroOne();
        if (!countsAreAll) {
            return new Run(pair, analysis(pair));
        }
        // what depends on the counts alone is worked out once for each combination
        PairedTable table = PairedTable.of(pair.a().means(), pair.b().means());
        return new Run(
                pair,
                known.computeIfAbsent(List.of(table.n(), table.aOnly(), table.bOnly()), counts -> analysis(pair)));
    }

    private PairedAnalysis analysis(Pair pair) {
        return Sample.of(pair.a(), pair.a().isZeroOne())
                .minus(
                        Sample.of(pair.b(), pair.b().isZeroOne()),
                        new Asked(MARGIN, LEVEL, simulated.seed(), RESAMPLES));
    }

    private static double share(List<Run> runs, Predicate<Run> event) {
        return (double) runs.stream().filter(event).count() / runs.size();
    }

    private static void assertAtMost(double rate, double found) {
        double limit = BinomialDistribution.of(RUNS, rate).inverseSurvivalProbability(UNLUCKY) / (double) RUNS;
        assertThat(found).isLessThanOrEqualTo(limit);
    }
}
