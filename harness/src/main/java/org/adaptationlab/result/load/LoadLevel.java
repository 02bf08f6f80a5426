package org.adaptationlab.result.load;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.adaptationlab.lab.ServiceLimits;
import org.adaptationlab.result.load.LoadPoint.Times;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A mode with so many requests in flight: all repetitions of it. A figure is the mean of the repetitions' figures, and null
 * where one of them was not measured; its spread goes from the smallest to the largest of them.
 *
 * @param points at least one, all of the same mode and number in flight
 */
public record LoadLevel(List<LoadPoint> points) {

    public LoadLevel {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("no repetition");
        }
    }

    public String mode() {
        return points.get(0).mode().mode();
    }

    public int inFlight() {
        return points.get(0).inFlight();
    }

    /** Requests in all repetitions. */
    public int n() {
        return points.stream().mapToInt(point -> point.counts().n()).sum();
    }

    /** Failed requests in all repetitions. */
    public int failed() {
        return points.stream().mapToInt(point -> point.counts().failed()).sum();
    }

    /** Answered requests per second. */
    public double requestsPerS() {
        return points.stream()
                .mapToDouble(point -> point.rates().requestsPerS())
                .average()
                .orElse(0);
    }

    /** The same of the slowest and of the quickest repetition. */
    public Interval requestsPerSSpread() {
        return spread(point -> point.rates().requestsPerS());
    }

    /** Smallest and largest of the repetitions. */
    Interval spread(Function<LoadPoint, Double> figure) {
        List<Double> all = points.stream().map(figure).sorted().toList();
        return new Interval(all.get(0), all.get(all.size() - 1));
    }

    /** The mean of a figure; null where a repetition has none. */
    public @Nullable Double mean(Function<LoadPoint, @Nullable Double> figure) {
        List<Double> measured =
                points.stream().map(figure).filter(Objects::nonNull).toList();
        return measured.size() < points.size()
                ? null
                : Double.valueOf(measured.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0));
    }

    /** Smallest and largest median of the whole answer's time; null where one was not measured. */
    @Nullable
    Interval totalSpread() {
        return mean(point -> point.total().p50()) == null
                ? null
                : spread(point -> Objects.requireNonNull(point.total().p50()));
    }

    /** Whether more than half of the repetitions keep the limits: one that was disturbed does not decide. */
    public boolean keeps(ServiceLimits limits) {
        return 2 * keeping(limits) > points.size();
    }

    /**
     * How many repetitions keep the limits. A percentile that was not measured, as of fewer than 20 requests, keeps none, but
     * for the time of a token where no answer has two.
     */
    public int keeping(ServiceLimits limits) {
        return (int) points.stream()
                .filter(point -> point.counts().failedShare() <= limits.failedShare()
                        && isWithin(limits.ttftMsP95(), point.ttft())
                        && (point.tpot().n() == 0 || isWithin(limits.tpotMsP95(), point.tpot()))
                        && isWithin(limits.totalMsP95(), point.total()))
                .count();
    }

    private static boolean isWithin(@Nullable Double limit, Times times) {
        Double p95 = times.p95();
        return limit == null || (p95 != null && p95 <= limit);
    }
}
