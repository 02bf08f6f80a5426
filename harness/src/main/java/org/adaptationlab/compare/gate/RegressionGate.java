package org.adaptationlab.compare.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.adaptationlab.compare.finding.Check;
import org.adaptationlab.compare.finding.Check.Status;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.compare.finding.Comparison.Limits;
import org.adaptationlab.compare.finding.FallenGuard;
import org.adaptationlab.compare.finding.Finding;
import org.adaptationlab.compare.finding.ModeComparison;
import org.adaptationlab.compare.finding.ModeComparison.Cost;
import org.adaptationlab.compare.finding.ModeComparison.Coverage;
import org.adaptationlab.compare.finding.ModeComparison.Quality;
import org.adaptationlab.compare.finding.ModeComparison.Timing;
import org.adaptationlab.guard.GuardLimits;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the contender may replace the baseline. A check passes where its whole interval is within what is
 * allowed, fails where the whole interval is beyond it, and is inconclusive between the two.
 */
public final class RegressionGate {

    /** Name of the check of quality. */
    public static final String QUALITY = "quality";

    /** Name of the check that as many examples were answered. */
    public static final String COVERAGE = "coverage";

    private final Limits limits;

    public RegressionGate(Limits limits) {
        this.limits = limits;
    }

    /**
     * Every check.
     *
     * @param missing modes of the baseline that the contender lacks
     */
    public List<Check> check(List<ModeComparison> modes, List<String> missing, List<FallenGuard> guards) {
        List<Check> checks = new ArrayList<>();
        for (ModeComparison mode : modes) {
            checks.add(quality(mode.mode(), mode.quality()));
            coverage(mode).ifPresent(checks::add);
            if (limits.maxLatencyIncrease() != null) {
                checks.add(latency(mode.mode(), mode.waiting(), limits.maxLatencyIncrease()));
            }
            if (limits.maxCostIncrease() != null) {
                checks.add(cost(mode, limits.maxCostIncrease()));
            }
        }
        missing.forEach(mode -> checks.add(new Check(
                mode,
                COVERAGE,
                Status.FAIL,
                "the contender did not measure this mode; measure it too, or make a baseline without it")));
        guards.stream()
                .filter(guard -> guard.status() == GuardResult.Status.STOP)
                .forEach(guard -> checks.add(guard(guard)));
        return List.copyOf(checks);
    }

    /**
     * A difference of quality against what may be lost. A loss is shown where the interval and the test say so: an interval
     * made by resampling few graded scores is a little too short.
     */
    static Status againstDrop(Interval difference, boolean shown, Limits limits) {
        if (difference.low() >= -limits.ruledOutDrop()) {
            return Status.PASS;
        }
        return difference.high() < -limits.maxDrop() && shown ? Status.FAIL : Status.INCONCLUSIVE;
    }

    /** Examples of the baseline that the contender did not answer; empty where there are hardly any. */
    private static Optional<Check> coverage(ModeComparison mode) {
        Coverage coverage = mode.coverage();
        int paired = mode.quality() == null ? 0 : mode.quality().pairs().n();
        double failed = share(coverage.newlyFailed(), paired);
        int all = paired + coverage.newlyUngraded() + coverage.baselineOnly();
        double missing = share(coverage.newlyUngraded() + coverage.baselineOnly(), all);
        List<String> found = new ArrayList<>();
        if (coverage.newlyFailed() > 0) {
            found.add("calls that failed only in the contender: " + coverage.newlyFailed() + " of " + paired
                    + " examples, counted as wrong (above " + percent(GuardLimits.FAILED_WARN)
                    + " nothing is settled, above "
                    + percent(GuardLimits.FAILED_STOP) + " the gate falls)");
        }
        if (coverage.baselineOnly() > 0) {
            found.add(coverage.baselineOnly() + " of " + all + " examples of the baseline were not asked");
        }
        if (coverage.newlyUngraded() > 0) {
            found.add(coverage.newlyUngraded() + " of " + all
                    + " examples of the baseline have answers that could not be judged");
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Status status = failed > GuardLimits.FAILED_STOP
                ? Status.FAIL
                : failed > GuardLimits.FAILED_WARN || missing > GuardLimits.FAILED_WARN
                        ? Status.INCONCLUSIVE
                        : Status.PASS;
        return Optional.of(new Check(mode.mode(), COVERAGE, status, String.join("; ", found)));
    }

    private static double share(int some, int all) {
        return all == 0 ? 0 : (double) some / all;
    }

    private static String percent(double share) {
        return Figures.wholePercent(share);
    }

    private Check quality(String mode, @Nullable Quality quality) {
        if (quality == null) {
            return new Check(mode, QUALITY, Status.INCONCLUSIVE, "no example was judged on both sides");
        }
        Status status = againstDrop(quality.interval(), quality.shown(), limits);
        String found = Figures.signedPoints(quality.difference()) + " points ("
                + Figures.signedPoints(quality.interval()) + ") on "
                + quality.pairs().n() + " examples; ";
        return new Check(mode, QUALITY, status, found + meaning(status, quality));
    }

    private String meaning(Status status, Quality quality) {
        String serious = "a loss of more than " + Figures.points(limits.ruledOutDrop()) + " points";
        if (status == Status.PASS) {
            return serious + " is ruled out";
        }
        if (status == Status.FAIL && quality.interval().high() < -limits.ruledOutDrop()) {
            return serious + " is shown";
        }
        String shown = status == Status.FAIL ? "a loss is shown, and " : "";
        Double detectable = quality.detectableDrop();
        String caught = detectable == null
                ? "; so few examples catch no loss in 80 of 100 such comparisons"
                : "; a true loss of " + Figures.points(limits.maxDrop() + detectable)
                        + " points would be caught in 80 of 100 such comparisons, if three answers in ten change";
        return shown + serious + " is not ruled out" + (status == Status.FAIL ? "" : caught);
    }

    /** The whole interval, widened by the drift, has to be beyond the limit to fall. */
    private static Check latency(String mode, Timing total, double most) {
        Double ratio = total.ratio();
        Interval interval = total.interval();
        Double drift = total.drift();
        if (ratio == null || interval == null || drift == null || total.finding() == Finding.NOT_COMPARABLE) {
            String why = Objects.requireNonNullElse(total.note(), "not measured");
            return new Check(mode, "latency", Status.INCONCLUSIVE, "median time for an answer: " + why);
        }
        String found = "median time for an answer ×" + Figures.fixed(ratio, 3) + " ("
                + Figures.times(interval) + "), at most ×" + Figures.fixed(1 + most, 3)
                + " is allowed, drift of the machine " + Figures.percent(drift);
        return new Check(mode, "latency", within(interval, drift, most), found);
    }

    private static Check cost(ModeComparison mode, double most) {
        Cost cost = mode.cost();
        Double ratio = cost.ratio();
        Interval interval = cost.interval();
        Double drift = cost.drift();
        if (ratio == null || interval == null || drift == null || cost.note() != null) {
            return new Check(
                    mode.mode(),
                    "cost",
                    Status.INCONCLUSIVE,
                    "cost of 1,000 requests: " + Objects.requireNonNullElse(cost.note(), "not known"));
        }
        String found = "cost of 1,000 requests ×" + Figures.fixed(ratio, 3) + " (" + Figures.times(interval)
                + "), at most ×" + Figures.fixed(1 + most, 3) + " is allowed"
                + (drift == 0 ? "" : ", drift of the machine " + Figures.percent(drift));
        return new Check(mode.mode(), "cost", within(interval, drift, most), found);
    }

    private static Status within(Interval ratio, double drift, double most) {
        double allowance = 1 + drift;
        if (ratio.low() / allowance > 1 + most) {
            return Status.FAIL;
        }
        return ratio.high() * allowance <= 1 + most ? Status.PASS : Status.INCONCLUSIVE;
    }

    /** A baseline that may carry no claim settles nothing; a contender that may carry none falls. */
    private static Check guard(FallenGuard guard) {
        Status status = guard.side().equals(Comparison.CONTENDER) ? Status.FAIL : Status.INCONCLUSIVE;
        return new Check(null, "guard " + guard.name(), status, guard.side() + ": " + guard.detail());
    }
}
