package org.adaptationlab.report.words;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.CostAssumptions.Hardware;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.ServiceLimits;
import org.adaptationlab.result.LoadCosts;
import org.adaptationlab.result.LoadCosts.ModeCost;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.load.LoadCurve;
import org.adaptationlab.result.load.LoadLevel;
import org.adaptationlab.result.load.LoadRanking;
import org.adaptationlab.result.load.LoadRanking.Pair;
import org.adaptationlab.result.load.LoadRecord;
import org.jspecify.annotations.Nullable;

/** What is said of a measured load, and how its figures are made: others use the same words for other things. */
public final class LoadWords {

    /** Below the table of throughput. */
    public static final String THROUGHPUT =
            "In flight: callers, each of whom asks its next question as soon as the last is"
                    + " answered (closed loop). req/s = answered requests / seconds of the measured time, which begins after a"
                    + " warm-up and ends while all callers are still asking. Spread: the slowest and the quickest repetition; other"
                    + " figures are means of the repetitions. tok/s = output tokens of answered requests / seconds. goodput ="
                    + " requests that were answered, could be read and each kept every limit itself / seconds. client = processor"
                    + " time of the harness / (seconds × processors), the largest of the repetitions.";

    /** Below the table of times. */
    public static final String TIMES = "By the client's clock, from sending a request on; retrieval is not in them, and"
            + " neither is a request that was answered only at a second try. TTFT = time to the first token of the answer."
            + " TPOT = (total − TTFT) / (output tokens − 1), of each request with two tokens or more. n: requests a time was"
            + " measured of, over all repetitions. p95 is given from 20 requests of a repetition on. cached: input tokens"
            + " that the server had in its cache; a dash where it does not say.";

    /** Below the table of capacity and cost. */
    public static final String COSTS =
            "Capacity: the measured point with the most answered requests per second of those that"
                    + " keep the limits in more than half of the repetitions; nothing is interpolated. Machine hour = price / (life in hours) +"
                    + " electricity. At capacity: machine hour, busy all the time / (3,600 × req/s). At a volume V per hour: machines"
                    + " = ⌈V / (3,600 × req/s)⌉; each costs its hour, busy or not, and takes busy watts for the share of the hour in"
                    + " which it works; divided by V. USD for a right answer = USD for a request / quality. The assumed utilisation"
                    + " is not used here: how busy a machine is follows from the volume. Retrieval is not in these costs.";

    private LoadWords() {}

    /** What the load shows, the ranking first. */
    public static List<String> findings(LoadResults load, LoadCosts costs) {
        List<LoadCurve> curves = load.curves();
        List<String> findings = new ArrayList<>();
        if (curves.size() > 1) {
            boolean byTime = costs.modes().stream()
                    .map(ModeCost::cost)
                    .anyMatch(cost -> cost != null && cost.tokensUsd() == null);
            if (byTime || costs.unpriced() != null) {
                findings.add(ranking(LoadRanking.byCost(curves, load.record().limits())));
            }
            findings.add(ranking(LoadRanking.byLatency(curves)));
        }
        costs.modes().forEach(mode -> findings.add(capacity(mode, load.record().limits())));
        load.record().ends().forEach(end -> findings.add(end.mode() + ": " + end.why() + "."));
        volume(load, costs).forEach(findings::add);
        return findings;
    }

    /** The sentence that says whether the order of the modes turns under load. */
    public static String ranking(LoadRanking ranking) {
        boolean byCost = ranking.what().equals(LoadRanking.COST);
        String by = byCost ? "By cost" : "By latency";
        String alone = ranking.alone() == 1 ? "alone" : "with " + ranking.alone() + " in flight";
        String loaded = ranking.loaded() == null ? "at capacity" : "with " + ranking.loaded() + " in flight";
        if (ranking.pairs().isEmpty()) {
            return by + " nothing can be said of the ranking under load: no two modes have both figures.";
        }
        if (Integer.valueOf(ranking.alone()).equals(ranking.loaded())) {
            return by
                    + " nothing can be said of the ranking under load: only one number in flight was measured in all modes.";
        }
        List<Pair> turned = ranking.turned();
        if (!turned.isEmpty()) {
            return by + " the ranking of the modes turns under load: "
                    + String.join(
                            "; ",
                            turned.stream()
                                    .map(pair -> alone + ", " + pair.then() + (byCost ? " costs " : " takes ")
                                            + Figures.times(pair.aloneTimes()) + " of " + pair.first() + ", " + loaded
                                            + " " + Figures.times(pair.loadedTimes()))
                                    .toList())
                    + ".";
        }
        List<String> changed = ranking.pairs().stream()
                .filter(pair -> pair.differAlone() != pair.differLoaded())
                .map(pair -> pair.first() + " and " + pair.then()
                        + (pair.differAlone()
                                ? " differ " + alone + " and not beyond the spread " + loaded
                                : " differ " + loaded + " and not beyond the spread " + alone))
                .toList();
        return by + " the ranking of the modes does not turn under load (" + alone + " against " + loaded + ")"
                + (changed.isEmpty() ? "." : "; " + String.join("; ", changed) + ".");
    }

    private static String capacity(ModeCost mode, @Nullable ServiceLimits limits) {
        LoadLevel capacity = mode.capacity();
        String name = mode.mode().mode();
        if (capacity == null) {
            return name + ": no measured point keeps the limits" + (limits == null ? "" : " (" + limits.words() + ")")
                    + ", so it has no capacity.";
        }
        return name + ": capacity " + (mode.mayBeMore() ? "at least " : "")
                + Figures.rate(capacity.requestsPerS()) + " requests/s, with " + capacity.inFlight() + " in flight"
                + (limits == null ? " (no limits given)" : "")
                + (mode.mayBeMore() ? "; the server was not saturated, so raise --in-flight to find more." : ".");
    }

    private static List<String> volume(LoadResults load, LoadCosts costs) {
        List<String> words = new ArrayList<>();
        if (costs.unpriced() != null) {
            words.add("No costs: " + costs.unpriced() + ".");
            return words;
        }
        Double volume = load.record().requestsPerHour();
        if (volume == null) {
            words.add("No volume was given: put requests-per-hour into the lab file, and costs with the idle time of"
                    + " machines are shown and decide.");
            return words;
        }
        for (ModeCost mode : costs.modes()) {
            if (mode.cost() != null && mode.cost().tokensUsd() == null) {
                long machines = mode.cost().machines(volume);
                words.add(mode.mode().mode() + " needs " + (machines == 1 ? "1 machine" : machines + " machines")
                        + " for " + Figures.whole(volume) + " requests per hour, which keep "
                        + (machines == 1 ? "it" : "them") + " busy "
                        + Figures.wholePercent(volume / (machines * mode.cost().capacityPerHour()))
                        + " of the time.");
            }
        }
        return words;
    }

    /** Below the table of break-even volumes. */
    public static String breakEven(LoadCosts costs) {
        return "Which mode costs least from which volume on, machines that have to be added included, up to "
                + Figures.whole(costs.shown()) + " requests per hour. Costs that differ by less than "
                + Figures.percent(costs.same())
                + " (5 %, or the widest spread of a capacity) count as the same: then the better"
                + " mode stays. Training adapters, once, is not in it.";
    }

    /** Checks that did not pass, a load that was not finished, and warnings. */
    public static List<String> doubts(LoadRecord record) {
        List<String> doubts = new ArrayList<>();
        if (!record.finished()) {
            doubts.add("The load was stopped before its end: these are the points until then.");
        }
        record.guards().stream()
                .filter(guard -> guard.status() != GuardResult.Status.PASS)
                .forEach(guard -> doubts.add(guard.name() + ": " + guard.detail() + "."));
        record.warnings().forEach(doubts::add);
        return doubts;
    }

    /** How the load was measured. */
    public static String conditions(LoadRecord record) {
        String cache = record.run().prefixCache();
        return "Each point was measured " + Figures.counted(record.options().repetitions(), "time")
                + " with the prompts of lab run and one adapter of each mode. Prefix cache: "
                + (cache == null ? "the server does not say" : cache)
                + "; the part that all prompts of a mode share may be cached as it is in use, and each point asks with a"
                + " cache salt of its own where the server takes one. Server: "
                + record.run().runtimeVersion() + " ("
                + record.run().runtime() + "); client: " + record.machine().cpu() + ", "
                + record.machine().cores() + " processors. Limits: "
                + (record.limits() == null ? "none" : record.limits().words()) + ".";
    }

    /** What the costs rest on. */
    public static String assumptions(CostAssumptions cost) {
        Hardware machine = cost.hardware();
        return "Assumed, not measured: " + cost.source() + " of " + cost.asOf() + ": a machine of "
                + Figures.exactUsd(machine.priceUsd()) + " over " + Figures.plain(machine.lifeYears()) + " years, "
                + Figures.plain(machine.busyWatts()) + " W busy and " + Figures.plain(machine.idleWatts())
                + " W idle, electricity at " + Figures.exactUsd(cost.electricityUsdPerKwh()) + " per kWh.";
    }
}
