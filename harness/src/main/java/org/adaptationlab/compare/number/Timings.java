package org.adaptationlab.compare.number;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.adaptationlab.compare.finding.Finding;
import org.adaptationlab.compare.finding.ModeComparison.Timing;
import org.adaptationlab.cost.LatencySummary;
import org.adaptationlab.result.summary.Means;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Compares times. No claim is made within the drift of the machine, where that was not measured, where other work disturbed
 * a side, or from one machine to another.
 */
public final class Timings {

    private Timings() {}

    /**
     * What the times of two sides may be held against.
     *
     * @param drift as of {@link ProbeDrift}
     * @param obstacle why the two sides' times cannot be compared at all, null where they can
     */
    public record Conditions(
            @Nullable Double drift, @Nullable String obstacle) {}

    public static Timing of(Means baseline, Means contender, IntStream examples, int family, Conditions conditions) {
        int[] timed = examples.filter(example -> baseline.has(example) && contender.has(example))
                .toArray();
        if (timed.length == 0) {
            return new Timing(
                    0, null, null, null, null, null, null, conditions.drift(), Finding.NOT_COMPARABLE, "not measured");
        }
        double[] first = Arrays.stream(timed).mapToDouble(baseline::of).toArray();
        double[] second = Arrays.stream(timed).mapToDouble(contender::of).toArray();
        LatencySummary before = summary(first);
        LatencySummary after = summary(second);
        boolean hasRatio = median(before) > 0 && median(after) > 0;
        MedianRatio ratio = hasRatio ? MedianRatio.of(first, second, family) : null;
        Interval interval = ratio == null ? null : ratio.interval();
        Double drift = conditions.drift();
        String obstacle = obstacle(interval, conditions);
        return new Timing(
                timed.length,
                before.p50(),
                after.p50(),
                before.p95(),
                after.p95(),
                ratio == null ? null : ratio.value(),
                interval,
                drift,
                obstacle == null ? finding(interval, drift) : Finding.NOT_COMPARABLE,
                obstacle);
    }

    private static Finding finding(@Nullable Interval ratio, @Nullable Double drift) {
        if (ratio == null || drift == null) {
            return Finding.NOT_COMPARABLE;
        }
        if (ratio.low() > 1 + drift) {
            return Finding.WORSE;
        }
        return ratio.high() * (1 + drift) < 1 ? Finding.BETTER : Finding.UNDECIDED;
    }

    private static @Nullable String obstacle(@Nullable Interval interval, Conditions conditions) {
        if (conditions.obstacle() != null) {
            return conditions.obstacle();
        }
        if (interval == null) {
            return "too few examples for an interval";
        }
        return driftObstacle(conditions.drift());
    }

    /** Why a difference cannot be told from the machine's drift; null where it can. */
    static @Nullable String driftObstacle(@Nullable Double drift) {
        return drift == null ? "drift of the machine not measured" : null;
    }

    private static LatencySummary summary(double[] times) {
        List<Double> values = Arrays.stream(times).boxed().toList();
        return LatencySummary.of(values);
    }

    private static double median(LatencySummary summary) {
        Double p50 = summary.p50();
        return p50 == null ? 0 : p50;
    }
}
