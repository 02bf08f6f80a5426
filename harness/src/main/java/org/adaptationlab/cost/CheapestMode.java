package org.adaptationlab.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Which mode costs least at which volume, machines that have to be added included: break-even volumes. Between two volumes
 * at which a mode needs a machine more, each mode's cost per hour is a line, so the break-even points are exact.
 */
public final class CheapestMode {

    private CheapestMode() {}

    /**
     * A mode.
     *
     * @param useful share (above 0, at most 1) of its requests that one wants to pay for: 1 for all, its quality for right
     *     answers
     */
    public record Priced(String mode, ServingCost cost, double useful) {

        public Priced {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(cost, "cost");
            if (!(useful > 0 && useful <= 1)) {
                throw new IllegalArgumentException(mode + ": useful share " + useful);
            }
        }

        /** USD per hour for each useful request just above a volume. */
        double above(double perHour) {
            return cost.hourUsdAbove(perHour) / useful;
        }

        double slope() {
            return cost.moreUsd() / useful;
        }
    }

    /** Above so many requests per hour this mode costs least. */
    public record Step(double abovePerHour, String mode) {

        public Step {
            Objects.requireNonNull(mode, "mode");
        }
    }

    /**
     * The modes that cost least, from no request per hour up. A mode gives way only to one that is cheaper by more than what
     * counts as the same; at the start it is the first of those that are as cheap as the cheapest.
     *
     * @param modes those with a known cost, the one to stay with where costs are the same first
     * @param same relative difference of two costs that counts as none, at least 0
     * @param upTo last volume that is looked at
     */
    public static List<Step> over(List<Priced> modes, double same, double upTo) {
        List<Step> steps = new ArrayList<>();
        if (modes.isEmpty()) {
            return steps;
        }
        double[] machines = DoubleStream.concat(
                        DoubleStream.of(0),
                        modes.stream()
                                .flatMapToDouble(
                                        mode -> mode.cost().steps(upTo).stream().mapToDouble(Double::doubleValue)))
                .sorted()
                .distinct()
                .toArray();
        Priced current = null;
        for (int i = 0; i < machines.length; i++) {
            double end = i + 1 < machines.length ? machines[i + 1] : upTo;
            double at = machines[i];
            if (at >= end) {
                continue;
            }
            Step start = new Step(at, best(modes, current, same, at).mode());
            for (Step next = start; next != null; next = crossing(modes, current, same, at, end)) {
                Step taken = next;
                if (current == null || !taken.mode().equals(current.mode())) {
                    steps.add(taken);
                }
                at = taken.abovePerHour();
                current = modes.stream()
                        .filter(mode -> mode.mode().equals(taken.mode()))
                        .findFirst()
                        .orElseThrow();
            }
        }
        return steps;
    }

    /** The current one, or where another is cheaper by more than what counts as the same, the cheapest. */
    private static Priced best(List<Priced> modes, @Nullable Priced current, double same, double at) {
        double least = modes.stream().mapToDouble(mode -> mode.above(at)).min().orElse(0);
        if (current != null && !isMore(current.above(at), least, same)) {
            return current;
        }
        return modes.stream()
                .filter(mode -> !isMore(mode.above(at), least, same))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isMore(double usd, double least, double same) {
        return usd > least * (1 + same) * (1 + 1e-12);
    }

    /** Where another mode first becomes cheaper by more than what counts as the same; null for not before the end. */
    private static @Nullable Step crossing(List<Priced> modes, Priced current, double same, double from, double end) {
        Step first = null;
        for (Priced other : modes) {
            double lead = other.above(from) * (1 + same) - current.above(from);
            double closing = current.slope() - other.slope() * (1 + same);
            double at = from + lead / closing;
            if (lead >= 0 && closing > 0 && at < (first == null ? end : first.abovePerHour())) {
                first = new Step(at, other.mode());
            }
        }
        return first;
    }
}
