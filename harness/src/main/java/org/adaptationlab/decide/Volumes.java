package org.adaptationlab.decide;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.decide.Decision.VolumeStep;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.Level;
import org.jspecify.annotations.Nullable;

/** Cost over the number of requests: a line per mode that starts at its cost of adapting. */
final class Volumes {

    private Volumes() {}

    /** A mode as a line. */
    private record Line(String mode, double start, double slope) {

        /** Where this line falls below another one; infinite where it never does. */
        double below(Line other) {
            return BreakEven.requests(start - other.start, other.slope - slope);
        }
    }

    /**
     * The lower envelope of the modes' lines, from no request up.
     *
     * @param modes null for one that is out of the question
     * @param usd of a request, in the order of the modes, NaN where not known
     */
    static List<VolumeStep> steps(List<@Nullable ModeSample> modes, double[] usd) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < modes.size(); i++) {
            ModeSample mode = modes.get(i);
            if (mode != null && !Double.isNaN(usd[i] + mode.adaptUsd())) {
                lines.add(new Line(mode.mode(), mode.adaptUsd(), usd[i]));
            }
        }
        List<VolumeStep> steps = new ArrayList<>();
        Line current = null;
        double from = 0;
        while (true) {
            Line next = current == null ? start(lines) : next(lines, current);
            if (next == null) {
                return steps;
            }
            from = current == null ? 0 : next.below(current);
            current = next;
            steps.add(new VolumeStep(from, next.mode()));
        }
    }

    private static @Nullable Line start(List<Line> lines) {
        return lines.stream()
                .min((a, b) -> a.start == b.start ? Double.compare(a.slope, b.slope) : Double.compare(a.start, b.start))
                .orElse(null);
    }

    private static @Nullable Line next(List<Line> lines, Line current) {
        return lines.stream()
                .filter(line -> line.slope < current.slope)
                .min((a, b) -> {
                    int order = Double.compare(a.below(current), b.below(current));
                    return order == 0 ? Double.compare(a.slope, b.slope) : order;
                })
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
        Interval interval = Interval.ofResamples(
                resampled.stream()
                        .mapToDouble(cost -> cost[first] - cost[then])
                        .filter(lead -> !Double.isNaN(lead))
                        .map(lead -> BreakEven.requests(adaptLead, lead))
                        .toArray(),
                Level.FIVE_PERCENT);
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
