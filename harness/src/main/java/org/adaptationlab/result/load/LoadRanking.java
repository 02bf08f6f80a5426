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
        Function<LoadLevel, @Nullable Interval> seconds = level -> {
            Interval perSecond = level.requestsPerSSpread();
            return perSecond.low() > 0 ? new Interval(1 / perSecond.high(), 1 / perSecond.low()) : null;
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
                        LoadLevel::totalSpread,
                        curve -> curve.at(alone).orElse(null),
                        curve -> curve.at(most).orElse(null)));
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

    private static List<Pair> pairs(
            List<LoadCurve> curves,
            Function<LoadLevel, @Nullable Interval> figure,
            Function<LoadCurve, @Nullable LoadLevel> alone,
            Function<LoadCurve, @Nullable LoadLevel> loaded) {
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < curves.size(); a++) {
            for (int b = a + 1; b < curves.size(); b++) {
                Interval aAlone = at(curves.get(a), alone, figure);
                Interval bAlone = at(curves.get(b), alone, figure);
                Interval aLoaded = at(curves.get(a), loaded, figure);
                Interval bLoaded = at(curves.get(b), loaded, figure);
                if (aAlone != null && bAlone != null && aLoaded != null && bLoaded != null) {
                    boolean inOrder = middle(aAlone) <= middle(bAlone);
                    pairs.add(
                            inOrder
                                    ? pair(curves.get(a), curves.get(b), aAlone, bAlone, aLoaded, bLoaded)
                                    : pair(curves.get(b), curves.get(a), bAlone, aAlone, bLoaded, aLoaded));
                }
            }
        }
        return pairs;
    }

    private static Pair pair(
            LoadCurve first,
            LoadCurve then,
            Interval firstAlone,
            Interval thenAlone,
            Interval firstLoaded,
            Interval thenLoaded) {
        return new Pair(
                first.mode(),
                then.mode(),
                middle(thenAlone) / middle(firstAlone),
                middle(thenLoaded) / middle(firstLoaded),
                areApart(firstAlone, thenAlone),
                areApart(firstLoaded, thenLoaded));
    }

    private static @Nullable Interval at(
            LoadCurve curve,
            Function<LoadCurve, @Nullable LoadLevel> level,
            Function<LoadLevel, @Nullable Interval> figure) {
        LoadLevel found = level.apply(curve);
        return found == null ? null : figure.apply(found);
    }

    private static double middle(Interval spread) {
        return (spread.low() + spread.high()) / 2;
    }

    private static boolean areApart(Interval a, Interval b) {
        double ratio = middle(a) / middle(b);
        return (a.high() < b.low() || b.high() < a.low()) && Math.max(ratio, 1 / ratio) > 1 + LoadCurve.LEAST_GROWTH;
    }
}
