package org.adaptationlab.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.adaptationlab.cost.CheapestMode;
import org.adaptationlab.cost.CheapestMode.Priced;
import org.adaptationlab.cost.CheapestMode.Step;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.adaptationlab.cost.CostModel;
import org.adaptationlab.cost.ServingCost;
import org.adaptationlab.result.load.LoadCurve;
import org.adaptationlab.result.load.LoadLevel;
import org.adaptationlab.result.load.LoadPoint;
import org.adaptationlab.result.load.LoadRecord;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.summary.Prices;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What the modes of a load cost at their capacity and at a volume, and which costs least at which.
 *
 * @param modes in the order of the load
 * @param same relative difference of two costs that counts as none: 0.05, or the widest spread of a capacity
 * @param shown last volume, in requests per hour, that is looked at
 * @param perRequest which mode costs least for a request, from no request per hour up
 * @param perRight the same for a right answer; empty where not every mode has a quality
 * @param unpriced why there are no costs, in words; null where there are
 */
public record LoadCosts(
        List<ModeCost> modes,
        double same,
        double shown,
        List<Step> perRequest,
        List<Step> perRight,
        @Nullable String unpriced) {

    private static final double SHOWN_MACHINES = 3;
    private static final double MOST_MACHINES = 1000;

    public LoadCosts {
        modes = List.copyOf(modes);
        perRequest = List.copyOf(perRequest);
        perRight = List.copyOf(perRight);
    }

    /**
     * A mode.
     *
     * @param capacity the level that counts as its capacity; null where none keeps the limits
     * @param mayBeMore whether more could be had with more in flight
     * @param cost null where it is not known
     * @param quality of a run of the same lab, 0 to 1; null where there is none
     */
    public record ModeCost(
            ModeIdentity mode,
            @Nullable LoadLevel capacity,
            boolean mayBeMore,
            @Nullable ServingCost cost,
            @Nullable Double quality) {

        public ModeCost {
            Objects.requireNonNull(mode, "mode");
        }

        /** USD for a request with all machines full; null where it is not known. */
        public @Nullable Double atCapacityUsd() {
            return cost == null ? null : Double.valueOf(cost.atCapacityUsd());
        }

        /** USD for a request at so many per hour; null where it, or the volume, is not known. */
        public @Nullable Double atVolumeUsd(@Nullable Double perHour) {
            return cost == null || perHour == null ? null : Double.valueOf(cost.requestUsd(perHour));
        }
    }

    /**
     * The costs of a load.
     *
     * @param run whose qualities count; null for none
     */
    public static LoadCosts of(LoadResults load, @Nullable RunResults run) {
        LoadRecord record = load.record();
        String unpriced = unpriced(record);
        Map<String, SummaryRow> measured = run == null ? Map.of() : run.byMode();
        List<ModeCost> modes = new ArrayList<>();
        double same = LoadCurve.LEAST_GROWTH;
        for (LoadCurve curve : load.curves()) {
            LoadLevel capacity = curve.capacity(record.limits()).orElse(null);
            ModeIdentity mode = curve.alone().points().get(0).mode();
            SummaryRow summary = measured.get(mode.mode());
            modes.add(new ModeCost(
                    mode,
                    capacity,
                    curve.mayBeMore(record.limits()),
                    capacity == null || unpriced != null ? null : serving(record, mode, capacity),
                    summary == null ? null : summary.quality().value()));
            same = Math.max(same, capacity == null ? 0 : spread(capacity));
        }
        double shown = shown(modes, record.requestsPerHour());
        return new LoadCosts(
                modes,
                same,
                shown,
                CheapestMode.over(priced(modes, mode -> true, false), same, shown),
                modes.stream().allMatch(mode -> mode.quality() != null)
                        ? CheapestMode.over(
                                priced(modes, mode -> mode.quality() != null && mode.quality() > 0, true), same, shown)
                        : List.of(),
                unpriced);
    }

    private static double spread(LoadLevel level) {
        Interval spread = level.requestsPerSSpread();
        return (spread.high() - spread.low()) / level.requestsPerS();
    }

    /** Who serves behind an OpenAI-compatible address, and on what, only its user knows. */
    private static @Nullable String unpriced(LoadRecord record) {
        CostAssumptions cost = record.cost();
        boolean asked = new CostModel(cost, record.run().runtime()).isByToken();
        return asked && cost.areShipped() && cost.tokenPrice() == null
                ? "nobody said what serves " + record.run().model()
                        + ": put the server's machine, or a token price, into a cost.yaml beside the lab file"
                : null;
    }

    private static @Nullable ServingCost serving(LoadRecord record, ModeIdentity mode, LoadLevel capacity) {
        CostModel model = new CostModel(record.cost(), record.run().runtime());
        if (model.isByToken() && record.cost().tokenPrice() != null) {
            TokenPrice price = Prices.tokenPrice(mode, record.cost());
            Double input = capacity.mean(point -> point.tokens().input());
            Double output = capacity.mean(point -> point.tokens().output());
            return price == null || input == null || output == null
                    ? null
                    : ServingCost.byToken(CostModel.meanTokensUsd(price, input, output));
        }
        return model.serving(capacity.requestsPerS());
    }

    private static double shown(List<ModeCost> modes, @Nullable Double volume) {
        OptionalDouble largest = modes.stream()
                .map(ModeCost::cost)
                .filter(Objects::nonNull)
                .mapToDouble(ServingCost::capacityPerHour)
                .filter(Double::isFinite)
                .max();
        double smallest = modes.stream()
                .map(ModeCost::cost)
                .filter(Objects::nonNull)
                .mapToDouble(ServingCost::capacityPerHour)
                .min()
                .orElse(0);
        double machines = SHOWN_MACHINES * largest.orElse(0);
        return Math.min(MOST_MACHINES * smallest, Math.max(machines, volume == null ? 0 : 2 * volume));
    }

    /** Those with a cost; the better one stays where costs are the same. */
    private static List<Priced> priced(List<ModeCost> modes, Predicate<ModeCost> wanted, boolean perRight) {
        List<Priced> priced = new ArrayList<>();
        modes.stream()
                .filter(wanted)
                .sorted(Comparator.comparingDouble(
                        (ModeCost mode) -> mode.quality() == null ? 0 : -Objects.requireNonNull(mode.quality())))
                .forEach(mode -> {
                    ServingCost cost = mode.cost();
                    if (cost != null) {
                        priced.add(new Priced(
                                mode.mode().mode(), cost, perRight ? Objects.requireNonNull(mode.quality()) : 1));
                    }
                });
        return priced;
    }

    /**
     * What a request of each mode costs at the volume of the load, for the decision of a run. A classifier of the run, which
     * asks no server, answers one request after the other on a machine of the same price.
     *
     * @return by mode; empty where there is no volume, or the cost of a mode is not known
     */
    public Map<String, Double> atVolume(LoadRecord record, RunResults run) {
        Double volume = record.requestsPerHour();
        Map<String, Double> usd = new LinkedHashMap<>();
        if (volume == null) {
            return usd;
        }
        CostModel model = new CostModel(record.cost(), record.run().runtime());
        for (ModeCost mode : modes) {
            Double request = mode.atVolumeUsd(volume);
            if (request != null) {
                usd.put(mode.mode().mode(), request);
            }
        }
        run.byMode().values().stream()
                .filter(row -> row.mode().isClassifier() && unpriced == null)
                .forEach(row -> {
                    Double ms = row.speed().total().p50();
                    if (ms != null && ms > 0) {
                        usd.put(row.mode().mode(), model.serving(1000 / ms).requestUsd(volume));
                    }
                });
        return usd.keySet().containsAll(run.byMode().keySet()) ? usd : Map.of();
    }

    /** Volumes at which a machine more is needed, up to the last one that is shown, by mode; none for a closed API. */
    public Map<String, List<Double>> machineSteps() {
        Map<String, List<Double>> steps = new LinkedHashMap<>();
        for (ModeCost mode : modes) {
            if (mode.cost() != null) {
                steps.put(mode.mode().mode(), mode.cost().steps(shown));
            }
        }
        return steps;
    }

    /** Largest share of processors that the harness used at a level; null where it was not told. */
    public static @Nullable Double clientShare(LoadLevel level) {
        return level.points().stream()
                .map(LoadPoint::clientCpuShare)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
