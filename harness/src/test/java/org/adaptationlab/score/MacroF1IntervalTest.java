package org.adaptationlab.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.score.ClassificationReport.Judged;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.IntervalEstimate;
import org.adaptationlab.statistics.IntervalMethod;
import org.adaptationlab.statistics.RandomStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class MacroF1IntervalTest {

    private static final List<String> LABELS = List.of("a", "b", "c");

    private final RandomStream random = new RandomStream(5);

    @Test
    void givesMacroF1AnIntervalAroundIt() {
        List<Judged> calls = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            calls.add(new Judged(LABELS.get(i % 3), i % 4 == 0 ? null : LABELS.get((i + i / 30) % 3)));
        }
        List<List<Judged>> units = calls.stream().map(List::of).toList();
        double macroF1 = ClassificationReport.of(LABELS, calls).macroF1();

        IntervalEstimate estimate = Objects.requireNonNull(MacroF1Interval.of(LABELS, units, 1));

        assertThat(estimate.method()).isEqualTo(IntervalMethod.BCA);
        assertThat(estimate.interval().low()).isBetween(macroF1 - 0.15, macroF1 - 0.05);
        assertThat(estimate.interval().high()).isBetween(macroF1 + 0.05, macroF1 + 0.15);
    }

    @Test
    void givesMacroF1NoIntervalWhereNothingMovesIt() {
        assertThat(MacroF1Interval.of(List.of("a"), List.of(List.of(new Judged("a", "a"))), 1))
                .isNull();
        List<List<Judged>> right = List.of(List.of(new Judged("a", "a")), List.of(new Judged("a", "a")));
        assertThat(MacroF1Interval.of(List.of("a", "b"), right, 1)).isNull();
    }

    @Test
    void isStudentsForVeryManyAndAgreesWithResampling() {
        List<List<Judged>> units = units(5_001);

        IntervalEstimate many = estimate(units);
        IntervalEstimate fewer = estimate(units.subList(1, 5_001));

        assertThat(many.method()).isEqualTo(IntervalMethod.STUDENT);
        assertThat(fewer.method()).isEqualTo(IntervalMethod.BCA);
        assertThat(many.interval().low()).isCloseTo(fewer.interval().low(), within(1e-3));
        assertThat(many.interval().high()).isCloseTo(fewer.interval().high(), within(1e-3));
    }

    @Test
    void isResampledAlsoForVeryManyWhereALabelIsRare() {
        List<List<Judged>> units = units(6_000);
        for (int i = 0; i < 8; i++) {
            units.set(i, List.of(new Judged("rare", i % 3 == 0 ? "a" : "rare")));
        }

        IntervalEstimate estimate =
                Objects.requireNonNull(MacroF1Interval.of(List.of("a", "b", "c", "rare"), units, 1));

        assertThat(estimate.method()).isEqualTo(IntervalMethod.BCA);
        assertThat(estimate.interval().high() - estimate.interval().low()).isGreaterThan(0.05);
    }

    /** The figure of the whole population is that of a very large sample. */
    @Test
    void holdsTheTruthAsOftenAsPromisedForVeryMany() {
        double truth = ClassificationReport.of(
                        LABELS, units(200_000).stream().flatMap(List::stream).toList())
                .macroF1();
        int missed = 0;
        for (int run = 0; run < 150; run++) {
            missed += estimate(units(5_001)).interval().holds(truth) ? 0 : 1;
        }

        assertThat(missed)
                .isLessThanOrEqualTo(BinomialDistribution.of(150, 0.05).inverseSurvivalProbability(1e-4));
    }

    @Test
    void isQuickForVeryManyExamples() {
        List<List<Judged>> units = units(300_000);
        long start = System.nanoTime();

        Interval interval = estimate(units).interval();

        assertThat(interval.high() - interval.low()).isBetween(0.001, 0.01);
        assertThat(System.nanoTime() - start).as("ns").isLessThan(10_000_000_000L);
    }

    private static IntervalEstimate estimate(List<List<Judged>> units) {
        return Objects.requireNonNull(MacroF1Interval.of(LABELS, units, 1));
    }

    /** Half of the targets are a, a tenth is c; seven in ten answers are right, some are none. */
    private List<List<Judged>> units(int n) {
        List<List<Judged>> units = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            int target = random.below(10);
            String label = LABELS.get(target < 5 ? 0 : target < 9 ? 1 : 2);
            int other = random.below(10);
            units.add(List.of(new Judged(label, other < 7 ? label : other == 9 ? null : LABELS.get(random.below(3)))));
        }
        return units;
    }
}
