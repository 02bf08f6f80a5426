package org.adaptationlab.result.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.adaptationlab.lab.ServiceLimits;
import org.jspecify.annotations.Nullable;

/**
 * How a mode goes on as more requests are in flight.
 *
 * @param levels by the number in flight, at least one
 */
public record LoadCurve(List<LoadLevel> levels) {

    /** Throughput that grows by less than this share counts as not growing, however steady it is. */
    public static final double LEAST_GROWTH = 0.05;

    public LoadCurve {
        levels = List.copyOf(levels);
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("no level");
        }
    }

    /** The curves of points, modes in the order in which they come. */
    public static List<LoadCurve> of(List<LoadPoint> points) {
        Map<String, Map<Integer, List<LoadPoint>>> modes = new LinkedHashMap<>();
        for (LoadPoint point : points) {
            modes.computeIfAbsent(point.mode().mode(), mode -> new TreeMap<>())
                    .computeIfAbsent(point.inFlight(), number -> new ArrayList<>())
                    .add(point);
        }
        return modes.values().stream()
                .map(levels -> new LoadCurve(
                        levels.values().stream().map(LoadLevel::new).toList()))
                .toList();
    }

    public String mode() {
        return levels.get(0).mode();
    }

    /** The level with so many in flight; empty where it was not measured. */
    public Optional<LoadLevel> at(int inFlight) {
        return levels.stream().filter(level -> level.inFlight() == inFlight).findFirst();
    }

    /** The level with the fewest in flight, which is one request alone where that was measured. */
    public LoadLevel alone() {
        return levels.get(0);
    }

    /**
     * Two levels that follow each other.
     *
     * @param from the last level whose throughput was more than that of the one before, or the first one
     * @param to the next level, which answers no more
     */
    public record Saturation(LoadLevel from, LoadLevel to) {}

    /**
     * Where the server was saturated: more in flight gave no more answers per second, but took longer for each. Empty where
     * it was not, so that more could be had with more in flight.
     */
    public Optional<Saturation> saturation() {
        for (int i = 1; i < levels.size(); i++) {
            LoadLevel from = levels.get(i - 1);
            LoadLevel to = levels.get(i);
            if (!growsIn(from, to) && isSlower(from, to)) {
                return Optional.of(new Saturation(from, to));
            }
        }
        return Optional.empty();
    }

    /**
     * How far the repetitions spread plays no part: where they spread far, a server with room left would be taken for
     * full, and the mode's capacity for less than it is. A level more costs a minute.
     */
    private static boolean growsIn(LoadLevel from, LoadLevel to) {
        return to.requestsPerS() > (1 + LEAST_GROWTH) * from.requestsPerS();
    }

    /** An answer that was not timed, since all failed, is no quick one. */
    private static boolean isSlower(LoadLevel from, LoadLevel to) {
        Double before = from.mean(point -> point.total().p50());
        Double after = to.mean(point -> point.total().p50());
        return before == null || after == null || after > before;
    }

    /**
     * The level with the highest throughput among those that keep the limits; without limits, of all. Nothing is
     * interpolated. Empty where no level keeps them.
     */
    public Optional<LoadLevel> capacity(@Nullable ServiceLimits limits) {
        return levels.stream()
                .filter(level -> limits == null || level.keeps(limits))
                .filter(level -> level.requestsPerS() > 0)
                .max(Comparator.comparingDouble(LoadLevel::requestsPerS));
    }

    /** Whether the capacity is at the last level that was measured, and the server was not saturated there: it may be more. */
    public boolean mayBeMore(@Nullable ServiceLimits limits) {
        LoadLevel last = levels.get(levels.size() - 1);
        return saturation().isEmpty() && capacity(limits).filter(last::equals).isPresent();
    }
}
