package org.adaptationlab.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.decide.Decision.Candidate;
import org.adaptationlab.decide.Decision.LeftOut;
import org.adaptationlab.decide.Decision.MarginFlip;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.Resamples;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the cheapest (or fastest) mode whose quality is within the margin of the best, and says how sure that is: the
 * examples, or the documents they are about, are resampled with replacement, the same ones for every mode (paired
 * bootstrap, B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap, 1993, ch. 8), and with them each mode's adapters;
 * the choice is made again each time. Intervals are plain percentiles (ibid., ch. 13): those of a break-even may end at
 * infinity, where bias and acceleration are not defined, and no test rests on any of them. Whether a difference is real is
 * not tested here: the comparisons of the run have done it.
 */
public final class DecisionRule {

    static final int RESAMPLES = 2000;

    private static final long SEED = 20_231_107;

    private final List<ModeSample> modes;
    private final Request request;
    private final Choice point;
    private final Preference prefer;
    private final double same;
    private final List<Choice> resampled = new ArrayList<>();

    /**
     * What is to be decided.
     *
     * @param margin quality difference (0 to 1) that does not matter
     * @param prefer where no cost is known, time decides
     * @param claims what may not be claimed does not decide either: then quality does
     * @param tested what the comparison says of the pairs of modes; a pair that was not tested shows nothing
     * @param singleSeed modes with an adapter of a single seed
     * @param leftOut modes that are no candidates
     */
    public record Request(
            double margin,
            Preference prefer,
            TimeClaims claims,
            List<TestedPair> tested,
            List<String> singleSeed,
            List<LeftOut> leftOut) {

        public Request {
            Objects.requireNonNull(prefer, "prefer");
            Objects.requireNonNull(claims, "claims");
            tested = List.copyOf(tested);
            singleSeed = List.copyOf(singleSeed);
            leftOut = List.copyOf(leftOut);
        }
    }

    private DecisionRule(List<ModeSample> modes, Request request) {
        this.modes = modes;
        this.request = request;
        TimeClaims claims = request.claims();
        this.point = new Choice(
                modes.stream().mapToDouble(mode -> mode.scores().mean()).toArray(),
                modes.stream()
                        .mapToDouble(mode -> claims.ofCosts() ? mode.requestUsd() : Double.NaN)
                        .toArray(),
                modes.stream()
                        .mapToDouble(mode -> claims.ofTimes() ? mode.medianMs() : Double.NaN)
                        .toArray());
        boolean byTime = claims.ofCosts()
                && within(i -> Double.isNaN(point.usd()[i])).findAny().isPresent();
        this.prefer = byTime ? Preference.LATENCY : request.prefer();
        this.same = claims.sameWithin(prefer);
        resample();
    }

    private void resample() {
        Resamples resamples = Resamples.of(modes.get(0).scores().table().clusters(), RESAMPLES, SEED);
        double[][] quality = new double[modes.size()][];
        for (int i = 0; i < modes.size(); i++) {
            quality[i] = resamples.means(modes.get(i).scores(), SEED + 1 + i);
        }
        TimeClaims claims = request.claims();
        for (int draw = 0; draw < RESAMPLES; draw++) {
            int[] weights = resamples.weights(draw);
            double[] means = new double[modes.size()];
            double[] usd = new double[modes.size()];
            double[] ms = new double[modes.size()];
            for (int i = 0; i < modes.size(); i++) {
                means[i] = quality[i][draw];
                usd[i] = claims.ofCosts() ? modes.get(i).requestUsd(weights) : Double.NaN;
                ms[i] = claims.ofTimes() ? modes.get(i).medianMs(weights) : Double.NaN;
            }
            resampled.add(new Choice(means, usd, ms));
        }
    }

    /**
     * Decides.
     *
     * @param modes at least one, all over the same examples, at least one
     */
    public static Decision decide(List<ModeSample> modes, Request request) {
        return new DecisionRule(List.copyOf(modes), request).decision();
    }

    private Decision decision() {
        int chosen = choose(point, this::isAllowed);
        int best = point.bestMode(prefer);
        return new Decision(
                name(chosen),
                name(best),
                prefer,
                request.margin(),
                differ(best, chosen),
                RESAMPLES,
                candidates(best),
                samePrice(chosen),
                prefer == Preference.COST
                        ? Volumes.steps(modes, within(i -> true).boxed().toList(), point, same)
                        : List.of(),
                narrower(chosen),
                wider(chosen),
                Volumes.breakEvens(
                        modes, point.usd(), resampled.stream().map(Choice::usd).toList()),
                request.singleSeed(),
                request.claims().doubt(),
                modes.get(0).scores().table().clusters().examples(),
                request.leftOut(),
                unpriced(),
                others(chosen, i -> !rulesOutLoss(chosen, i)),
                others(chosen, i -> isCheaper(i, chosen) && leads(chosen, i) && !differ(chosen, i)));
    }

    private String name(int mode) {
        return modes.get(mode).mode();
    }

    private int choose(Choice sample, DoublePredicate allowed) {
        return sample.of(prefer, same, allowed);
    }

    private boolean isAllowed(double loss) {
        return loss <= request.margin() + Choice.ROUNDING;
    }

    private boolean isWithinMargin(int mode) {
        return isAllowed(point.loss(mode));
    }

    private IntStream within(Predicate<Integer> wanted) {
        return IntStream.range(0, modes.size()).filter(i -> isWithinMargin(i) && wanted.test(i));
    }

    private boolean isCheaper(int one, int other) {
        double[] price = point.price(prefer);
        return price[one] * (1 + same) < price[other];
    }

    private boolean leads(int one, int other) {
        return point.quality()[one] - point.quality()[other] > request.margin() + Choice.ROUNDING;
    }

    private @Nullable TestedPair tested(int one, int other) {
        return request.tested().stream()
                .filter(pair -> pair.isOf(name(one), name(other)))
                .findFirst()
                .orElse(null);
    }

    private boolean differ(int one, int other) {
        TestedPair pair = tested(one, other);
        return pair != null && pair.differs();
    }

    private boolean rulesOutLoss(int mode, int other) {
        TestedPair pair = tested(mode, other);
        return pair != null && pair.rulesOutLossOf(name(mode), request.margin());
    }

    private List<Candidate> candidates(int best) {
        int[] wins = new int[modes.size()];
        for (Choice sample : resampled) {
            wins[choose(sample, this::isAllowed)]++;
        }
        TimeClaims claims = request.claims();
        return IntStream.range(0, modes.size())
                .mapToObj(i -> new Candidate(
                        name(i),
                        point.quality()[i],
                        point.loss(i),
                        interval(resampled.stream()
                                .mapToDouble(sample -> sample.quality()[best] - sample.quality()[i])
                                .toArray()),
                        known(point.usd()[i]),
                        known(point.ms()[i]),
                        claims.ofTimes() ? known(modes.get(i).adaptUsd()) : null,
                        isWithinMargin(i),
                        (double) wins[i] / RESAMPLES))
                .toList();
    }

    private List<String> others(int chosen, Predicate<Integer> wanted) {
        return IntStream.range(0, modes.size())
                .filter(i -> i != chosen && wanted.test(i))
                .mapToObj(this::name)
                .toList();
    }

    private List<String> samePrice(int chosen) {
        double[] price = point.price(prefer);
        double most = price[chosen] * (1 + same);
        double least = price[chosen] / (1 + same);
        return within(i -> i != chosen && same > 0 && price[i] <= most && price[i] >= least)
                .mapToObj(this::name)
                .toList();
    }

    /** None where no mode has a price: then nobody asked for costs. */
    private List<String> unpriced() {
        boolean asked = request.prefer() == Preference.COST
                && Arrays.stream(point.usd()).anyMatch(usd -> !Double.isNaN(usd));
        return asked
                ? within(i -> Double.isNaN(point.usd()[i])).mapToObj(this::name).toList()
                : List.of();
    }

    private @Nullable MarginFlip narrower(int chosen) {
        return lossesBetween(0, request.margin())
                .boxed()
                .sorted((a, b) -> Double.compare(b, a))
                .map(limit -> flip(limit, choose(point, loss -> loss < limit - Choice.ROUNDING), chosen))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable MarginFlip wider(int chosen) {
        return lossesBetween(request.margin(), 1)
                .boxed()
                .sorted()
                .map(limit -> flip(limit, choose(point, loss -> loss <= limit + Choice.ROUNDING), chosen))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Losses above the first and up to the second bound: at these margins the choice may change. */
    private DoubleStream lossesBetween(double above, double upTo) {
        return IntStream.range(0, modes.size())
                .mapToDouble(point::loss)
                .filter(loss -> loss > above + Choice.ROUNDING && loss <= upTo + Choice.ROUNDING);
    }

    private @Nullable MarginFlip flip(double margin, int other, int chosen) {
        return other < 0 || other == chosen ? null : new MarginFlip(margin, name(other));
    }

    /** The 2.5 % and 97.5 % order statistics; values may be infinite. */
    static Interval interval(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = sorted.length / 40;
        return new Interval(sorted[cut], sorted[sorted.length - 1 - cut]);
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
