package org.adaptationlab.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.adaptationlab.decide.Decision.VolumeStep;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/** Cost over the number of requests: a line per mode that starts at its cost of adapting. */
final class Volumes {

    private final List<ModeSample> modes;
    private final double[] adaptUsd;
    private final Choice point;
    private final Choice.SamePrice same;

    /**
     * The modes as lines.
     *
     * @param adaptUsd cost of adapting each mode, NaN where not known
     */
    Volumes(List<ModeSample> modes, double[] adaptUsd, Choice point, Choice.SamePrice same) {
        this.modes = modes;
        this.adaptUsd = adaptUsd;
        this.point = point;
        this.same = same;
    }

    /** A mode as a line. */
    private record Line(int mode, double quality, double start, double slope) {

        /** Where this line falls below another one; infinite where it never does. */
        double below(Line other) {
            return BreakEven.requests(start - other.start, other.slope - slope);
        }
    }

    /**
     * The lower envelope of the modes' lines, from no request up. Where requests cost the same the better mode stays.
     *
     * @param allowed indexes of the modes that are not out of the question
     */
    List<VolumeStep> steps(List<Integer> allowed) {
        List<Line> lines = allowed.stream()
                .map(i -> new Line(i, point.quality()[i], adaptUsd[i], point.usd()[i]))
                .filter(line -> !Double.isNaN(line.start() + line.slope()))
                .toList();
        List<VolumeStep> steps = new ArrayList<>();
        Line current = first(lines);
        double from = 0;
        while (current != null) {
            steps.add(new VolumeStep(from, modes.get(current.mode()).mode()));
            Line next = next(lines, current);
            from = next == null ? from : next.below(current);
            current = next;
        }
        return steps;
    }

    private @Nullable Line first(List<Line> lines) {
        double start = lines.stream().mapToDouble(Line::start).min().orElse(0);
        List<Line> atOnce = lines.stream().filter(line -> line.start() == start).toList();
        return atOnce.stream()
                .min(Comparator.comparingDouble(Line::slope))
                .flatMap(cheapest -> atOnce.stream()
                        .filter(line -> !isCheaper(cheapest, line))
                        .min(Comparator.comparingDouble((Line line) -> -line.quality())
                                .thenComparingDouble(Line::slope)))
                .orElse(null);
    }

    private @Nullable Line next(List<Line> lines, Line current) {
        return lines.stream()
                .filter(line -> isCheaper(line, current))
                .min(Comparator.comparingDouble((Line line) -> line.below(current))
                        .thenComparingDouble(Line::slope))
                .orElse(null);
    }

    private boolean isCheaper(Line one, Line other) {
        return one.slope() * (1 + same.within(Preference.COST, one.mode(), other.mode())) < other.slope();
    }

    /**
     * The break-even of every two modes whose costs are known and differ by more than nothing.
     *
     * @param resampled cost of a request of each mode, in each resample of the examples
     */
    List<BreakEven> breakEvens(List<double[]> resampled) {
        List<BreakEven> all = new ArrayList<>();
        for (int a = 0; a < modes.size(); a++) {
            for (int b = a + 1; b < modes.size(); b++) {
                if (isKnown(a) && isKnown(b) && !point.isSame(Preference.COST, same, a, b)) {
                    all.add(isFirst(a, b) ? breakEven(resampled, a, b) : breakEven(resampled, b, a));
                }
            }
        }
        return all;
    }

    private boolean isKnown(int mode) {
        return !Double.isNaN(point.usd()[mode] + adaptUsd[mode]);
    }

    private boolean isFirst(int a, int b) {
        return adaptUsd[a] == adaptUsd[b] ? point.usd()[a] <= point.usd()[b] : adaptUsd[a] < adaptUsd[b];
    }

    private BreakEven breakEven(List<double[]> resampled, int first, int then) {
        double adaptLead = adaptUsd[then] - adaptUsd[first];
        Interval interval = DecisionRule.percentiles(resampled.stream()
                .mapToDouble(cost -> cost[first] - cost[then])
                .filter(lead -> !Double.isNaN(lead))
                .map(lead -> BreakEven.requests(adaptLead, lead)));
        return new BreakEven(
                modes.get(first).mode(),
                modes.get(then).mode(),
                finite(BreakEven.requests(adaptLead, point.usd()[first] - point.usd()[then])),
                finite(interval.low()),
                finite(interval.high()));
    }

    private static @Nullable Double finite(double requests) {
        return Double.isInfinite(requests) ? null : requests;
    }
}
