package org.adaptationlab.result.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.adaptationlab.lab.ServiceLimits;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Whether the order of the modes is another one under load. Two modes differ where all repetitions of the one lie on one side
 * of all repetitions of the other, by more than {@link LoadCurve#LEAST_GROWTH}; a pair turns where they differ alone and under load, and the better one is not the same.
 *
 * @param what is compared, {@code cost} or {@code latency}
 * @param alone requests in flight where a request counts as alone, the fewest that all modes were measured with
 * @param loaded requests in flight that they are compared at under load; null where each mode is taken at its capacity
 * @param pairs how each two modes stand to each other
 */
public record LoadRanking(String what, int alone, @Nullable Integer loaded, List<Pair> pairs) {

    /** Cost on machines of one's own: the more answers in a second, the less each costs. */
    public static final String COST = "cost";

    /** The median time for an answer. */
    public static final String LATENCY = "latency";

    public LoadRanking {
        Objects.requireNonNull(what, "what");
        pairs = List.copyOf(pairs);
    }

    /**
     * Two modes.
     *
     * @param first better alone, where they differ there
     * @param aloneTimes how many times as much {@code then} costs or takes as {@code first}, alone
     * @param loadedTimes the same under load; below 1 it is the other one that is better there
     * @param differAlone whether they differ alone
     * @param differLoaded whether they differ under load
     */
    public record Pair(
            String first,
            String then,
            double aloneTimes,
            double loadedTimes,
            boolean differAlone,
            boolean differLoaded) {

        /** Whether the other one is better under load. */
        public boolean turns() {
            return differAlone && differLoaded && loadedTimes < 1;
        }
    }

    /** The pairs that turn. */
    public List<Pair> turned() {
        return pairs.stream().filter(Pair::turns).toList();
    }

    /** The order by cost, alone and at each mode's capacity; no pairs where fewer than two modes have both. */
    public static LoadRanking byCost(List<LoadCurve> curves, @Nullable ServiceLimits limits) {
        Integer fewest = fewest(curves);
        int alone = fewest == null ? 1 : fewest;
        Function<LoadLevel, @Nullable Figure> seconds = level -> {
            Interval perSecond = level.requestsPerSSpread();
            return perSecond.low() > 0
                    ? new Figure(1 / level.requestsPerS(), new Interval(1 / perSecond.high(), 1 / perSecond.low()))
                    : null;
        };
        return new LoadRanking(
                COST,
                alone,
                null,
                pairs(
                        curves,
                        seconds,
                        curve -> curve.at(alone).orElse(null),
                        curve -> curve.capacity(limits).orElse(null)));
    }

    /** The order by the median time for an answer, with the fewest and with the most in flight that all have. */
    public static LoadRanking byLatency(List<LoadCurve> curves) {
        Integer fewest = fewest(curves);
        int alone = fewest == null ? 1 : fewest;
        int most = common(curves).stream().max(Comparator.naturalOrder()).orElse(alone);
        return new LoadRanking(
                LATENCY,
                alone,
                most,
                pairs(
                        curves,
                        LoadRanking::answer,
                        curve -> curve.at(alone).orElse(null),
                        curve -> curve.at(most).orElse(null)));
    }

    private static @Nullable Figure answer(LoadLevel level) {
        Double ms = level.mean(point -> point.total().p50());
        Interval spread = level.totalSpread();
        return ms == null || spread == null ? null : new Figure(ms, spread);
    }

    private static @Nullable Integer fewest(List<LoadCurve> curves) {
        return common(curves).stream().min(Comparator.naturalOrder()).orElse(null);
    }

    private static List<Integer> common(List<LoadCurve> curves) {
        return curves.isEmpty()
                ? List.of()
                : curves.get(0).levels().stream()
                        .map(LoadLevel::inFlight)
                        .filter(number -> curves.stream()
                                .allMatch(curve -> curve.at(number).isPresent()))
                        .toList();
    }

    /** A figure as tables show it, the mean of the repetitions, and how far these spread. */
    private record Figure(double mean, Interval spread) {

        boolean isApart(Figure other) {
            double ratio = mean / other.mean;
            return (spread.high() < other.spread.low() || other.spread.high() < spread.low())
                    && Math.max(ratio, 1 / ratio) > 1 + LoadCurve.LEAST_GROWTH;
        }
    }

    /** A mode's figure alone and under load. */
    private record Both(String mode, Figure alone, Figure loaded) {}

    private static List<Pair> pairs(
            List<LoadCurve> curves,
            Function<LoadLevel, @Nullable Figure> figure,
            Function<LoadCurve, @Nullable LoadLevel> alone,
            Function<LoadCurve, @Nullable LoadLevel> loaded) {
        List<Both> modes = new ArrayList<>();
        for (LoadCurve curve : curves) {
            Figure one = at(curve, alone, figure);
            Figure many = at(curve, loaded, figure);
            if (one != null && many != null) {
                modes.add(new Both(curve.mode(), one, many));
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < modes.size(); a++) {
            for (Both other : modes.subList(a + 1, modes.size())) {
                boolean inOrder = modes.get(a).alone().mean() <= other.alone().mean();
                pairs.add(inOrder ? pair(modes.get(a), other) : pair(other, modes.get(a)));
            }
        }
        return pairs;
    }

    private static Pair pair(Both first, Both then) {
        return new Pair(
                first.mode(),
                then.mode(),
                then.alone().mean() / first.alone().mean(),
                then.loaded().mean() / first.loaded().mean(),
                first.alone().isApart(then.alone()),
                first.loaded().isApart(then.loaded()));
    }

    private static @Nullable Figure at(
            LoadCurve curve,
            Function<LoadCurve, @Nullable LoadLevel> level,
            Function<LoadLevel, @Nullable Figure> figure) {
        LoadLevel found = level.apply(curve);
        return found == null ? null : figure.apply(found);
    }
}
