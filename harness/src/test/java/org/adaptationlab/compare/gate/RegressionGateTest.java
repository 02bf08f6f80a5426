package org.adaptationlab.compare.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adaptationlab.compare.finding.Check;
import org.adaptationlab.compare.finding.Check.Status;
import org.adaptationlab.compare.finding.Comparison.Limits;
import org.adaptationlab.compare.finding.Finding;
import org.adaptationlab.compare.finding.ModeComparison;
import org.adaptationlab.compare.finding.ModeComparison.Cost;
import org.adaptationlab.compare.finding.ModeComparison.Coverage;
import org.adaptationlab.compare.finding.ModeComparison.Flips;
import org.adaptationlab.compare.finding.ModeComparison.Pairs;
import org.adaptationlab.compare.finding.ModeComparison.Quality;
import org.adaptationlab.compare.finding.ModeComparison.Timing;
import org.adaptationlab.statistics.Interval;
import org.junit.jupiter.api.Test;

/** What the gate says. */
class RegressionGateTest {

    @Test
    void saysThatALossIsShownOnlyWhereTheTestShowsItToo() {
        Check shown = quality(new Interval(-0.2, -0.06), true);
        Check open = quality(new Interval(-0.2, -0.06), false);

        assertThat(shown.status()).isEqualTo(Status.FAIL);
        assertThat(shown.detail()).endsWith("; a loss of more than 5.0 points is shown");
        assertThat(open.status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(open.detail())
                .endsWith(
                        "; a loss of more than 5.0 points is not ruled out; a true loss of 12.3 points would be caught"
                                + " in 80 of 100 such comparisons, if three answers in ten change");
    }

    @Test
    void settlesNothingWhereManyAnswersCouldNotBeJudgedAnyMore() {
        List<Check> checks = checks(new Interval(0, 0.01), false, 30);

        assertThat(checks.get(0).status()).isEqualTo(Status.PASS);
        assertThat(checks.get(1).name()).isEqualTo(RegressionGate.COVERAGE);
        assertThat(checks.get(1).status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(checks.get(1).detail())
                .isEqualTo("30 of 130 examples of the baseline have answers that could not be judged");
    }

    private static Check quality(Interval interval, boolean shown) {
        return checks(interval, shown, 0).get(0);
    }

    private static List<Check> checks(Interval interval, boolean shown, int newlyUngraded) {
        Timing none = new Timing(0, null, null, null, null, null, null, null, Finding.NOT_COMPARABLE, "not measured");
        ModeComparison mode = new ModeComparison(
                "prompt",
                "accuracy",
                new Coverage(0, List.of(), 0, List.of(), 0, 0, true, 0, newlyUngraded, newlyUngraded),
                new Quality(
                        new Pairs(100, 50, 25, 12, 13),
                        0.75,
                        0.62,
                        -0.13,
                        interval,
                        "bootstrap",
                        "permutation",
                        0.01,
                        0.01,
                        0.123,
                        Finding.UNDECIDED,
                        shown,
                        false),
                none,
                none,
                none,
                new Cost(0, null, null, null, null, null, null),
                new Flips(0, 0, List.of()),
                List.of(),
                new ModeComparison.InFlight(1, 1));
        return new RegressionGate(new Limits(0, 0.05, 0.05, null, null, false))
                .check(List.of(mode), List.of(), List.of());
    }
}
