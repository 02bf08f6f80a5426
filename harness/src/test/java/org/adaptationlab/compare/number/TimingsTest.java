package org.adaptationlab.compare.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.adaptationlab.compare.ComparisonSettings;
import org.adaptationlab.compare.TwoRuns;
import org.adaptationlab.compare.finding.Check;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.compare.finding.Finding;
import org.adaptationlab.compare.finding.ModeComparison.InFlight;
import org.adaptationlab.compare.finding.ModeComparison.Timing;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.summary.Means;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimingsTest {

    private static final String PROBE_AFTER = "\"after_ms\" : 309.0";

    private final Means baseline = new Means();
    private final Means contender = new Means();

    @TempDir
    private Path folder;

    @Test
    void claimsNothingBelowTheDrift() {
        fill(1.08);

        assertThat(timing(0.02).finding()).isEqualTo(Finding.WORSE);
        assertThat(timing(0.10).finding()).isEqualTo(Finding.UNDECIDED);
        assertThat(timing(0.02).ratio()).isCloseTo(1.08, within(0.02));
    }

    @Test
    void claimsNothingWhereTheDriftIsNotKnownOrTheMachineAnother() {
        fill(2);

        assertThat(timing(null, "drift of the machine not measured"))
                .satisfies(timing -> assertThat(timing.finding()).isEqualTo(Finding.NOT_COMPARABLE))
                .satisfies(timing -> assertThat(timing.note()).isEqualTo("drift of the machine not measured"));
        assertThat(timing(0.01, "another machine").note()).isEqualTo("another machine");
    }

    @Test
    void comparesNoTimesThatWereTakenWithOtherNumbersOfRequestsInFlight() {
        Comparison comparison =
                TwoRuns.of(folder, RunFixture.tickets(), TwoRuns.among(16)).compare();

        assertThat(comparison.modes()).isNotEmpty().allSatisfy(mode -> {
            assertThat(mode.inFlight()).isEqualTo(new InFlight(1, 16));
            assertThat(List.of(mode.total(), mode.waiting())).allSatisfy(timing -> {
                assertThat(timing.finding()).isEqualTo(Finding.NOT_COMPARABLE);
                assertThat(timing.note())
                        .isEqualTo("another number of requests in flight (1 in the baseline, 16 in the contender)");
            });
        });
    }

    @Test
    void widensTheIntervalForMoreModes() {
        fill(1);
        Interval one = Objects.requireNonNull(
                PairedRatio.ofMedians(times(baseline), times(contender), 1).interval());
        Interval many = Objects.requireNonNull(
                PairedRatio.ofMedians(times(baseline), times(contender), 8).interval());

        assertThat(many.low()).isLessThan(one.low());
        assertThat(many.high()).isGreaterThan(one.high());
        assertThat(one.low()).isLessThan(1);
        assertThat(one.high()).isGreaterThan(1);
    }

    @Test
    void takesTheLargestChangeOfTheProbesAsDrift() {
        TwoRuns runs = TwoRuns.same(folder.resolve("a")).withoutBlockDrift();
        assertThat(drift(runs)).isCloseTo(309 / 301.5 - 1, within(1e-9));

        runs.inContender(PROBE_AFTER, "\"after_ms\" : 603.0");
        assertThat(drift(runs)).isCloseTo(1, within(1e-9));
    }

    @Test
    void countsAChangeFromRunToRunAsDriftOnlyUnderOneRuntime() {
        TwoRuns runs = TwoRuns.same(folder.resolve("b"))
                .withoutBlockDrift()
                .inContender("\"before_ms\" : 301.5", "\"before_ms\" : 603")
                .inContender(PROBE_AFTER, "\"after_ms\" : 618");
        assertThat(drift(runs)).isCloseTo(1, within(1e-9));

        runs.inContender("\"threads\" : 1", "\"threads\" : 4");
        assertThat(drift(runs)).isCloseTo(309 / 301.5 - 1, within(1e-9));
    }

    @Test
    void knowsNoDriftWithoutProbes() {
        TwoRuns runs = TwoRuns.same(folder.resolve("c")).inContender("\"before_ms\" : 301.5", "\"before_ms\" : null");

        assertThat(runs.compare().modes().get(0).waiting().drift()).isNull();
    }

    /** Other work in the middle of the contender's blocks: the probes before and after it saw 2.5 %. */
    @Test
    void claimsNothingWhereOtherWorkDisturbedTheMiddleOfABlock() {
        ComparisonSettings limits = new ComparisonSettings(null, 0.1, 0.1, false, 3);
        TwoRuns calm = TwoRuns.of(folder.resolve("calm"), RunFixture.tickets(), TwoRuns.slowed(1.4, 0, 120));
        TwoRuns disturbed = TwoRuns.of(folder.resolve("busy"), RunFixture.tickets(), TwoRuns.slowed(1.8, 20, 90));

        assertThat(calm.compare(limits).modes().get(0).waiting().finding()).isEqualTo(Finding.WORSE);
        assertThat(calm.compare(limits).verdict().answer())
                .isEqualTo("Worse than allowed: latency of prompt, cost of prompt.");
        Comparison comparison = disturbed.compare(limits);
        Timing prompt = comparison.modes().get(0).total();
        assertThat(prompt.ratio()).isGreaterThan(1.1);
        assertThat(Objects.requireNonNull(prompt.drift())).isGreaterThan(0.6);
        assertThat(prompt.finding()).isEqualTo(Finding.UNDECIDED);
        assertThat(comparison.checks())
                .filteredOn(check -> !check.name().equals("quality"))
                .hasSize(10)
                .allSatisfy(check -> assertThat(check.status()).isEqualTo(Check.Status.INCONCLUSIVE));
        assertThat(comparison.verdict().details()).noneMatch(detail -> detail.startsWith("Slower: "));
    }

    @Test
    void claimsNothingOfTimesAndCostsWhereTheGuardOfTheMachineWarnsOnEitherSide() {
        ComparisonSettings limits = new ComparisonSettings(null, 0.1, 0.1, false, 3);
        RunResults slow = TwoRuns.slowed(1.5, 0, 120);
        RunResults warned = slow.withGuards(List.of(Guard.MACHINE_LOAD.found(GuardResult.Status.WARN, "busy")));

        for (TwoRuns runs : List.of(
                TwoRuns.of(folder.resolve("after"), RunFixture.tickets(), warned),
                TwoRuns.of(folder.resolve("before"), warned, RunFixture.tickets()))) {
            Comparison comparison = runs.compare(limits);

            String side = runs.baseline().startsWith(folder.resolve("after")) ? "contender" : "baseline";
            String why = "the machine was not quiet in the " + side + " (guard machine-load)";
            assertThat(comparison.modes()).allSatisfy(mode -> {
                assertThat(mode.waiting().finding()).isEqualTo(Finding.NOT_COMPARABLE);
                assertThat(mode.waiting().note()).isEqualTo(why);
                assertThat(mode.cost().note()).isEqualTo(why);
            });
            assertThat(comparison.checks())
                    .filteredOn(check -> !check.name().equals("quality"))
                    .hasSize(10)
                    .allSatisfy(check -> assertThat(check.status()).isEqualTo(Check.Status.INCONCLUSIVE))
                    .allSatisfy(check -> assertThat(check.detail()).endsWith(why));
            assertThat(comparison.verdict().details())
                    .contains("No claim of time, nor of cost that follows it: " + why + ".");
        }
    }

    private static double drift(TwoRuns runs) {
        return Objects.requireNonNull(runs.compare().modes().get(0).waiting().drift());
    }

    private Timing timing(double drift) {
        return timing(drift, null);
    }

    private Timing timing(@Nullable Double drift, @Nullable String doubt) {
        BitSet shared = new BitSet();
        shared.set(0, 120);
        return new Timings(shared, 1, new TimeClaims(drift, doubt, TimeClaims.Costs.FOLLOW_TIMES))
                .times(baseline, contender);
    }

    private void fill(double factor) {
        SplittableRandom random = new SplittableRandom(1);
        examples().forEach(example -> {
            double time = 300 + 60 * random.nextDouble();
            baseline.add(example, time);
            contender.add(example, time * factor + 10 * (random.nextDouble() - 0.5));
        });
    }

    private static IntStream examples() {
        return IntStream.range(0, 120);
    }

    private static double[] times(Means means) {
        return examples().mapToDouble(means::of).toArray();
    }
}
