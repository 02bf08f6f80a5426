package org.adaptationlab.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much the machine's speed changed while it was measured: the same short question took up to {@code 1 + drift} times
 * as long at one time as at another. It is the largest change that was seen, so it grows with the number of modes, and
 * claims of time become rarer with it.
 *
 * @param withinModes largest change from before a mode's block to after it; null where no mode was probed twice
 * @param betweenModes largest change between modes of the same served base; null where there were not two
 * @param withinBlocks largest {@link BlockDrift} of a mode; null where no block was long enough
 */
public record MachineDrift(
        @Nullable Double withinModes,
        @Nullable Double betweenModes,
        @Nullable Double withinBlocks) {

    /**
     * The cold probes around one mode's block.
     *
     * @param served which base and adapter answered; only probes of the same can be compared
     * @param beforeMs null where not measured
     * @param afterMs null where not measured
     */
    public record Probe(
            String served,
            @Nullable Double beforeMs,
            @Nullable Double afterMs) {

        public Probe {
            Objects.requireNonNull(served, "served");
        }
    }

    /**
     * The drift that probes and blocks show.
     *
     * @param blocks {@link BlockDrift} of each mode
     */
    public static MachineDrift of(List<Probe> probes, List<? extends @Nullable Double> blocks) {
        Double within = probes.stream()
                .map(probe -> spread(times(Stream.of(probe))))
                .filter(Objects::nonNull)
                .max(Double::compare)
                .orElse(null);
        Map<String, List<Probe>> byServed = new LinkedHashMap<>();
        probes.forEach(probe -> byServed.computeIfAbsent(probe.served(), key -> new ArrayList<>())
                .add(probe));
        Double between = byServed.values().stream()
                .filter(same -> same.size() > 1)
                .map(same -> spread(times(same.stream())))
                .filter(Objects::nonNull)
                .max(Double::compare)
                .orElse(null);
        return new MachineDrift(within, between, largest(blocks.stream()));
    }

    /** The largest of what the probes show; null where nothing was probed. */
    public @Nullable Double ofProbes() {
        return largest(Stream.of(withinModes, betweenModes));
    }

    /** The largest of all; null where nothing was probed, for then nobody knows how quick a quiet machine is. */
    public @Nullable Double worst() {
        Double probes = ofProbes();
        return probes == null ? null : largest(Stream.of(probes, withinBlocks));
    }

    private static @Nullable Double largest(Stream<? extends @Nullable Double> changes) {
        return changes.filter(Objects::nonNull).max(Double::compare).orElse(null);
    }

    private static List<Double> times(Stream<Probe> probes) {
        return probes.flatMap(probe -> Stream.of(probe.beforeMs(), probe.afterMs()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable Double spread(List<Double> times) {
        double least = times.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = times.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return times.size() < 2 || !(least > 0) ? null : Double.valueOf(most / least - 1);
    }
}
