package org.adaptationlab.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.adaptationlab.cost.TimeTrust;
import org.adaptationlab.decide.Decision.Candidate;
import org.adaptationlab.decide.Decision.MarginFlip;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.Level;
import org.adaptationlab.statistics.MatchedPairs;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the cheapest (or fastest) mode whose quality is within the margin of the best, and says how sure that is: the
 * examples are resampled with replacement, the same ones for every mode (paired bootstrap, B. Efron, R. J. Tibshirani,
 * An Introduction to the Bootstrap, 1993, ch. 8), and the choice is made again each time. Intervals are plain percentiles
 * (ibid., ch. 13): those of a break-even may end at infinity, where bias and acceleration are not defined, and no test
 * rests on any of them.
 */
public final class DecisionRule {

    static final int RESAMPLES = 2000;

    private static final long SEED = 20_231_107;
    /** Means of the same values in another order may differ in their last bits. */
    private static final double ROUNDING = 1e-9;

    private final List<ModeSample> modes;
    private final double margin;
    private final Preference prefer;
    private final TimeTrust trust;
    private final Figures point;
    private final List<Figures> resampled = new ArrayList<>();

    /** What each mode comes to in one sample of the examples. */
    private record Figures(double[] quality, double[] usd, double[] ms) {

        double best() {
            return Arrays.stream(quality)
                    .filter(value -> !Double.isNaN(value))
                    .max()
                    .orElse(Double.NaN);
        }

        double[] price(Preference prefer) {
            return prefer == Preference.COST ? usd : ms;
        }
    }

    private DecisionRule(List<ModeSample> modes, double margin, Preference prefer, TimeTrust trust) {
        this.modes = modes;
        this.margin = margin;
        this.trust = trust;
        int n = modes.get(0).examples();
        int[] once = new int[n];
        Arrays.fill(once, 1);
        this.point = figures(once);
        boolean noPrice = trust.allowsCosts() && Arrays.stream(point.usd()).allMatch(Double::isNaN);
        this.prefer = noPrice ? Preference.LATENCY : prefer;
        Random random = new Random(SEED);
        for (int r = 0; r < RESAMPLES; r++) {
            int[] weights = new int[n];
            for (int i = 0; i < n; i++) {
                weights[random.nextInt(n)]++;
            }
            resampled.add(figures(weights));
        }
    }

    /**
     * Decides.
     *
     * @param modes at least one, all over the same examples, each with at least one score
     * @param prefer where no cost is known, time decides
     * @param trust what may not be claimed does not decide either: then quality does
     * @param singleSeed modes with an adapter of a single seed
     */
    public static Decision decide(
            List<ModeSample> modes, double margin, Preference prefer, TimeTrust trust, List<String> singleSeed) {
        DecisionRule rule = new DecisionRule(List.copyOf(modes), margin, prefer, trust);
        int chosen = rule.choose(rule.point, loss -> loss <= margin + ROUNDING);
        int best = rule.best();
        List<Candidate> candidates = rule.candidates(best);
        return new Decision(
                rule.name(chosen),
                rule.name(best),
                rule.prefer,
                margin,
                candidates.get(chosen).lossInterval().low() > 0
                        && Level.FIVE_PERCENT.rejects(
                                MatchedPairs.of(modes.get(best).pairsWith(modes.get(chosen)))
                                        .p()),
                RESAMPLES,
                candidates,
                rule.samePrice(chosen, trust.driftOf(rule.prefer)),
                rule.prefer == Preference.COST ? Volumes.steps(rule.withinMargin(), rule.point.usd()) : List.of(),
                rule.narrower(chosen),
                rule.wider(chosen),
                Volumes.breakEvens(
                        modes,
                        rule.point.usd(),
                        rule.resampled.stream().map(Figures::usd).toList()),
                singleSeed,
                trust.doubt());
    }

    private Figures figures(int[] weights) {
        return new Figures(
                modes.stream().mapToDouble(mode -> mode.quality(weights)).toArray(),
                modes.stream()
                        .mapToDouble(mode -> trust.allowsCosts() ? mode.requestUsd(weights) : Double.NaN)
                        .toArray(),
                modes.stream()
                        .mapToDouble(mode -> trust.allowsTimes() ? mode.medianMs(weights) : Double.NaN)
                        .toArray());
    }

    private String name(int mode) {
        return modes.get(mode).mode();
    }

    private int best() {
        return choose(point, loss -> loss <= ROUNDING);
    }

    /** The least price among those whose loss is allowed; of the same price the better, of the same quality the first. */
    private int choose(Figures figures, DoublePredicate allowed) {
        double best = figures.best();
        double[] price = figures.price(prefer);
        int chosen = -1;
        for (int i = 0; i < modes.size(); i++) {
            if (!allowed.test(best - figures.quality()[i])) {
                continue; // also where nothing was drawn that it answered
            }
            if (chosen < 0
                    || known(price[i]) < known(price[chosen])
                    || (known(price[i]) == known(price[chosen]) && figures.quality()[i] > figures.quality()[chosen])) {
                chosen = i;
            }
        }
        return chosen;
    }

    private static double known(double price) {
        return Double.isNaN(price) ? Double.POSITIVE_INFINITY : price;
    }

    private List<Candidate> candidates(int best) {
        int[] wins = new int[modes.size()];
        for (Figures figures : resampled) {
            int chosen = choose(figures, loss -> loss <= margin + ROUNDING);
            if (chosen >= 0) {
                wins[chosen]++;
            }
        }
        return IntStream.range(0, modes.size())
                .mapToObj(i -> new Candidate(
                        name(i),
                        point.quality()[i],
                        loss(i),
                        Interval.ofResamples(
                                resampled.stream()
                                        .mapToDouble(figures -> figures.quality()[best] - figures.quality()[i])
                                        .filter(loss -> !Double.isNaN(loss))
                                        .toArray(),
                                Level.FIVE_PERCENT),
                        boxed(point.usd()[i]),
                        boxed(point.ms()[i]),
                        trust.allowsTimes() ? boxed(modes.get(i).adaptUsd()) : null,
                        isWithinMargin(i),
                        (double) wins[i] / RESAMPLES))
                .toList();
    }

    private double loss(int mode) {
        return point.best() - point.quality()[mode];
    }

    private boolean isWithinMargin(int mode) {
        return loss(mode) <= margin + ROUNDING;
    }

    private List<ModeSample> withinMargin() {
        return IntStream.range(0, modes.size())
                .mapToObj(i -> isWithinMargin(i) ? modes.get(i) : null)
                .toList();
    }

    private List<String> samePrice(int chosen, @Nullable Double drift) {
        double[] price = point.price(prefer);
        return IntStream.range(0, modes.size())
                .filter(i -> i != chosen && isWithinMargin(i))
                .filter(i -> drift != null && price[i] <= price[chosen] * (1 + drift))
                .mapToObj(this::name)
                .toList();
    }

    private @Nullable MarginFlip narrower(int chosen) {
        return lossesBetween(0, margin)
                .boxed()
                .sorted((a, b) -> Double.compare(b, a))
                .map(limit -> flip(limit, choose(point, loss -> loss < limit - ROUNDING), chosen))
                .filter(flip -> flip != null)
                .findFirst()
                .orElse(null);
    }

    private @Nullable MarginFlip wider(int chosen) {
        return lossesBetween(margin, 1)
                .boxed()
                .sorted()
                .map(limit -> flip(limit, choose(point, loss -> loss <= limit + ROUNDING), chosen))
                .filter(flip -> flip != null)
                .findFirst()
                .orElse(null);
    }

    /** Losses above the first and up to the second bound: at these margins the choice may change. */
    private DoubleStream lossesBetween(double above, double upTo) {
        return IntStream.range(0, modes.size())
                .mapToDouble(this::loss)
                .filter(loss -> loss > above + ROUNDING && loss <= upTo + ROUNDING);
    }

    private @Nullable MarginFlip flip(double margin, int other, int chosen) {
        return other < 0 || other == chosen ? null : new MarginFlip(margin, name(other));
    }

    private static @Nullable Double boxed(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
