package org.adaptationlab.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.adaptationlab.cost.CheapestMode.Step;
import org.adaptationlab.cost.CostModel;
import org.adaptationlab.cost.ServingCost;
import org.adaptationlab.lab.ServiceLimits;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.result.LoadCosts;
import org.adaptationlab.result.LoadCosts.ModeCost;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.load.LoadCurve;
import org.adaptationlab.result.load.LoadLevel;
import org.adaptationlab.result.load.LoadPoint;
import org.adaptationlab.result.load.LoadPoint.Times;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/** The figures of a measured load. */
public final class LoadTables {

    private static final int REQUESTS = 1000;
    private static final int SHOWN_STEPS = 4;

    private final LoadResults load;
    private final LoadCosts costs;

    public LoadTables(LoadResults load, LoadCosts costs) {
        this.load = load;
        this.costs = costs;
    }

    /** How much is answered, a row per mode and number in flight. */
    public Table throughput() {
        List<List<String>> rows = new ArrayList<>();
        ServiceLimits limits = load.record().limits();
        for (LoadLevel level : levels()) {
            Interval spread = level.requestsPerSSpread();
            List<String> row = new ArrayList<>(List.of(
                    level.mode(),
                    Integer.toString(level.inFlight()),
                    Integer.toString(level.n()),
                    Integer.toString(level.failed()),
                    Figures.rate(level.requestsPerS()),
                    Figures.rate(spread.low()) + "–" + Figures.rate(spread.high()),
                    Figures.rate(level.mean(point -> point.rates().outputTokensPerS()))));
            if (limits != null) {
                row.add(Figures.rate(level.mean(point -> point.rates().goodputPerS())));
                row.add(level.keeping(limits) + " of " + level.points().size());
            }
            Double client = LoadCosts.clientShare(level);
            row.add(client == null ? Figures.NOT_MEASURED : Figures.wholePercent(client));
            rows.add(row);
        }
        List<String> head = new ArrayList<>(List.of("mode", "in flight", "n", "failed", "req/s", "spread", "tok/s"));
        if (limits != null) {
            head.addAll(List.of("goodput", "keeps limits"));
        }
        head.add("client");
        return new Table(head, rows, 1);
    }

    /** How long an answer takes. */
    public Table times() {
        List<List<String>> rows = new ArrayList<>();
        for (LoadLevel level : levels()) {
            rows.add(List.of(
                    level.mode(),
                    Integer.toString(level.inFlight()),
                    pair(level, LoadPoint::ttft),
                    count(level, LoadPoint::ttft),
                    tpot(level),
                    count(level, LoadPoint::tpot),
                    pair(level, LoadPoint::total),
                    count(level, LoadPoint::total),
                    Figures.rounded(level.mean(point -> point.tokens().input())),
                    Figures.rounded(level.mean(point -> point.tokens().cached())),
                    Figures.rounded(level.mean(point -> point.tokens().output()))));
        }
        return new Table(
                List.of(
                        "mode",
                        "in flight",
                        "TTFT p50 / p95 ms",
                        "n",
                        "TPOT p50 / p95 ms",
                        "n",
                        "total p50 / p95 ms",
                        "n",
                        "tokens in",
                        "cached",
                        "tokens out"),
                rows,
                1);
    }

    /** Capacity and what requests cost; empty of costs where there are none. */
    public Table costs() {
        Double volume = load.record().requestsPerHour();
        List<String> head = new ArrayList<>(List.of(
                "mode", "capacity req/s", "in flight", "requests per hour and machine", "USD / 1,000 at capacity"));
        if (volume != null) {
            head.add("machines at " + Figures.whole(volume) + " per hour");
            head.add("USD / 1,000 at " + Figures.whole(volume) + " per hour");
        }
        boolean quality = costs.modes().stream().anyMatch(mode -> mode.quality() != null);
        if (quality) {
            head.add("quality");
            head.add("USD / 1,000 right answers at capacity");
            if (volume != null) {
                head.add("USD / 1,000 right answers at " + Figures.whole(volume) + " per hour");
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (ModeCost mode : costs.modes()) {
            rows.add(row(mode, volume, quality));
        }
        return new Table(head, rows, 1);
    }

    private static List<String> row(ModeCost mode, @Nullable Double volume, boolean quality) {
        LoadLevel capacity = mode.capacity();
        ServingCost cost = mode.cost();
        List<String> row = new ArrayList<>(List.of(
                mode.mode().mode(),
                capacity == null ? "none" : (mode.mayBeMore() ? "≥ " : "") + Figures.rate(capacity.requestsPerS()),
                capacity == null ? Figures.NOT_MEASURED : Integer.toString(capacity.inFlight()),
                capacity == null ? Figures.NOT_MEASURED : Figures.whole(capacity.requestsPerS() * 3600),
                thousand(mode.atCapacityUsd())));
        if (volume != null) {
            row.add(
                    cost == null || cost.tokensUsd() != null
                            ? Figures.NOT_MEASURED
                            : Long.toString(cost.machines(volume)));
            row.add(thousand(mode.atVolumeUsd(volume)));
        }
        if (quality) {
            row.add(Figures.percent(mode.quality()));
            row.add(thousand(CostModel.perRightAnswer(mode.atCapacityUsd(), mode.quality())));
            if (volume != null) {
                row.add(thousand(CostModel.perRightAnswer(mode.atVolumeUsd(volume), mode.quality())));
            }
        }
        return row;
    }

    /** From which volume on which mode costs least; no rows where that is not known. */
    public Table breakEvens() {
        List<List<String>> rows = new ArrayList<>();
        addSteps(rows, "a request", costs.perRequest());
        addSteps(rows, "a right answer", costs.perRight());
        return new Table(List.of("costs least for", "above requests per hour", "mode"), rows, 3);
    }

    private static void addSteps(List<List<String>> rows, String what, List<Step> steps) {
        steps.forEach(step -> rows.add(List.of(what, Figures.whole(step.abovePerHour()), step.mode())));
    }

    /** Volumes at which one machine more is needed. */
    public Table machines() {
        List<List<String>> rows = new ArrayList<>();
        costs.machineSteps().forEach((mode, steps) -> {
            List<String> row = new ArrayList<>(List.of(mode));
            for (int i = 0; i < SHOWN_STEPS - 1; i++) {
                row.add(i < steps.size() ? Figures.whole(steps.get(i)) : Figures.NOT_MEASURED);
            }
            if (!steps.isEmpty()) {
                rows.add(row);
            }
        });
        return new Table(
                List.of("requests per hour above which", "a 2nd machine is needed", "a 3rd", "a 4th"), rows, 1);
    }

    private List<LoadLevel> levels() {
        return load.curves().stream()
                .map(LoadCurve::levels)
                .flatMap(List::stream)
                .toList();
    }

    private static String pair(LoadLevel level, Function<LoadPoint, Times> of) {
        return Figures.pair(
                level.mean(point -> of.apply(point).p50()),
                level.mean(point -> of.apply(point).p95()));
    }

    private static String tpot(LoadLevel level) {
        return decimal(level.mean(point -> point.tpot().p50())) + " / "
                + decimal(level.mean(point -> point.tpot().p95()));
    }

    private static String decimal(@Nullable Double ms) {
        return ms == null ? Figures.NOT_MEASURED : Figures.fixed(ms, ms < 10 ? 2 : 0);
    }

    private static String count(LoadLevel level, Function<LoadPoint, Times> of) {
        return Integer.toString(
                level.points().stream().mapToInt(point -> of.apply(point).n()).sum());
    }

    private static String thousand(@Nullable Double usd) {
        return Figures.bareUsd(usd == null ? null : Double.valueOf(usd * REQUESTS));
    }
}
