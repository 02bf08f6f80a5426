package org.adaptationlab.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.adaptationlab.decide.Decision.VolumeStep;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/** Cost over the number of requests: a line per mode that starts at its cost of adapting. */
final class Volumes {

    private Volumes() {}

    /** A mode as a line. */
    private record Line(String mode, double quality, double start, double slope) {

        /** Where this line falls below another one; infinite where it never does. */
        double below(Line other) {
            return BreakEven.requests(start - other.start, other.slope - slope);
        }
    }

    /**
     * The lower envelope of the modes' lines, from no request up. Requests whose prices differ by no more than {@code same}
     * cost the same: of those modes the better one stays.
     *
     * @param allowed indexes of the modes that are not out of the question
     * @param same relative difference of two prices that means nothing
     */
    static List<VolumeStep> steps(List<ModeSample> modes, List<Integer> allowed, Choice point, double same) {
        List<Line> lines = allowed.stream()
                .map(i -> new Line(
                        modes.get(i).mode(), point.quality()[i], modes.get(i).adaptUsd(), point.usd()[i]))
                .filter(line -> !Double.isNaN(line.start() + line.slope()))
                .toList();
        List<VolumeStep> steps = new ArrayList<>();
        Line current = first(lines, same);
        double from = 0;
        while (current != null) {
            steps.add(new VolumeStep(from, current.mode()));
            Line next = next(lines, current, same);
            from = next == null ? from : next.below(current);
            current = next;
        }
        return steps;
    }

    private static @Nullable Line first(List<Line> lines, double same) {
        double start = lines.stream().mapToDouble(Line::start).min().orElse(0);
        List<Line> atOnce = lines.stream().filter(line -> line.start() == start).toList();
        double slope = atOnce.stream().mapToDouble(Line::slope).min().orElse(0);
        return atOnce.stream()
                .filter(line -> line.slope() <= slope * (1 + same))
                .min(Comparator.comparingDouble((Line line) -> -line.quality()).thenComparingDouble(Line::slope))
                .orElse(null);
    }

    private static @Nullable Line next(List<Line> lines, Line current, double same) {
        return lines.stream()
                .filter(line -> line.slope() * (1 + same) < current.slope())
                .min(Comparator.comparingDouble((Line line) -> line.below(current))
                        .thenComparingDouble(Line::slope))
                .orElse(null);
    }

    /**
     * The break-even of every two modes whose costs are known.
     *
     * @param usd of a request, in the order of the modes
     * @param resampled the same in each resample of the examples
     */
    static List<BreakEven> breakEvens(List<ModeSample> modes, double[] usd, List<double[]> resampled) {
        List<BreakEven> all = new ArrayList<>();
        for (int a = 0; a < modes.size(); a++) {
            for (int b = a + 1; b < modes.size(); b++) {
                if (!Double.isNaN(
                        usd[a] + usd[b] + modes.get(a).adaptUsd() + modes.get(b).adaptUsd())) {
                    all.add(
                            isFirst(modes, usd, a, b)
                                    ? breakEven(modes, usd, resampled, a, b)
                                    : breakEven(modes, usd, resampled, b, a));
                }
            }
        }
        return all;
    }

    private static boolean isFirst(List<ModeSample> modes, double[] usd, int a, int b) {
        double start = modes.get(a).adaptUsd();
        double other = modes.get(b).adaptUsd();
        return start == other ? usd[a] <= usd[b] : start < other;
    }

    private static BreakEven breakEven(
            List<ModeSample> modes, double[] usd, List<double[]> resampled, int first, int then) {
        double adaptLead = modes.get(then).adaptUsd() - modes.get(first).adaptUsd();
        Interval interval = DecisionRule.interval(resampled.stream()
                .mapToDouble(cost -> cost[first] - cost[then])
                .filter(lead -> !Double.isNaN(lead))
                .map(lead -> BreakEven.requests(adaptLead, lead))
                .toArray());
        return new BreakEven(
                modes.get(first).mode(),
                modes.get(then).mode(),
                finite(BreakEven.requests(adaptLead, usd[first] - usd[then])),
                finite(interval.low()),
                finite(interval.high()));
    }

    private static @Nullable Double finite(double requests) {
        return Double.isInfinite(requests) ? null : requests;
    }
}
