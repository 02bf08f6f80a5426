package org.adaptationlab.decide;

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
import org.adaptationlab.statistics.Level;
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
    private final List<ModeSample.Drawn> drawn;
    private final Request request;
    private final Choice point;
    private final @Nullable Preference decider;
    private final List<Choice> resampled;

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
        this.modes = ModeSample.comparable(modes);
        this.request = request;
        Resamples resamples = Resamples.of(modes.get(0).scores().table().clusters(), RESAMPLES, SEED);
        this.drawn =
                this.modes.stream().map(mode -> mode.drawnAs(resamples.drawn())).toList();
        int[] once = new int[resamples.drawn().count()];
        Arrays.fill(once, 1);
        this.point =
                choice(modes.stream().mapToDouble(mode -> mode.scores().mean()).toArray(), once);
        this.decider = point.decider(request.prefer(), this::isAllowed).orElse(null);
        this.resampled = resampled(resamples);
    }

    /** @param draw how often each group of examples is drawn */
    private Choice choice(double[] means, int[] draw) {
        boolean times = request.claims().ofTimes();
        return new Choice(
                means,
                IntStream.range(0, modes.size())
                        .mapToDouble(i -> times || !modes.get(i).isPricedByTime()
                                ? drawn.get(i).requestUsd(draw)
                                : Double.NaN)
                        .toArray(),
                drawn.stream()
                        .mapToDouble(mode -> times ? mode.medianMs(draw) : Double.NaN)
                        .toArray());
    }

    /** On all cores: each draw has a seed of its own. */
    private List<Choice> resampled(Resamples resamples) {
        double[][] quality = IntStream.range(0, modes.size())
                .parallel()
                .mapToObj(i -> resamples.means(modes.get(i).scores(), SEED + 1 + i))
                .toArray(double[][]::new);
        return IntStream.range(0, RESAMPLES)
                .parallel()
                .mapToObj(draw -> choice(
                        Arrays.stream(quality).mapToDouble(mode -> mode[draw]).toArray(), resamples.weights(draw)))
                .toList();
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
        int best = point.bestMode(request.prefer());
        return new Decision(
                name(chosen),
                name(best),
                decider == null ? request.prefer() : decider,
                request.margin(),
                differ(best, chosen),
                RESAMPLES,
                candidates(best),
                samePrice(chosen),
                decider == Preference.COST
                        ? volumes().steps(within(i -> true).boxed().toList())
                        : List.of(),
                narrower(chosen),
                wider(chosen),
                volumes().breakEvens(resampled.stream().map(Choice::usd).toList()),
                request.singleSeed(),
                request.claims().doubt(),
                modes.get(0).scores().table().clusters().examples(),
                request.leftOut(),
                unpriced(),
                others(chosen, i -> !rulesOutLoss(chosen, i)),
                others(chosen, i -> isCheaper(i, chosen) && leads(chosen, i) && !differ(chosen, i)),
                null);
    }

    private String name(int mode) {
        return modes.get(mode).mode();
    }

    private int choose(Choice sample, DoublePredicate allowed) {
        return sample.of(request.prefer(), this::same, allowed);
    }

    /** The drift of the machine is in times, and in prices that follow them. */
    private double same(Preference prefer, int one, int other) {
        Double drift = request.claims().drift();
        boolean timed = prefer == Preference.LATENCY
                || modes.get(one).isPricedByTime()
                || modes.get(other).isPricedByTime();
        return drift == null || !timed ? 0 : drift;
    }

    private Volumes volumes() {
        return new Volumes(modes, adaptUsd(), point, this::same);
    }

    /** Adapting takes time, so its cost is not claimed where times are not. */
    private double[] adaptUsd() {
        return modes.stream()
                .mapToDouble(mode -> request.claims().ofTimes() ? mode.adaptUsd() : Double.NaN)
                .toArray();
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
        return decider != null
                && point.price(decider, one) * (1 + same(decider, one, other)) < point.price(decider, other);
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
        double[] adaptUsd = adaptUsd();
        return IntStream.range(0, modes.size())
                .mapToObj(i -> new Candidate(
                        name(i),
                        point.quality()[i],
                        point.loss(i),
                        percentiles(
                                resampled.stream().mapToDouble(sample -> sample.quality()[best] - sample.quality()[i])),
                        known(point.usd()[i]),
                        known(point.ms()[i]),
                        known(adaptUsd[i]),
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
        return within(i -> i != chosen && decider != null && point.isSame(decider, this::same, i, chosen))
                .mapToObj(this::name)
                .toList();
    }

    /** None where no mode has a price: then nobody asked for costs. */
    private List<String> unpriced() {
        Preference asked = request.prefer();
        boolean isAsked = IntStream.range(0, modes.size()).anyMatch(i -> !Double.isNaN(point.price(asked, i)));
        return isAsked
                ? within(i -> Double.isNaN(point.price(asked, i)))
                        .mapToObj(this::name)
                        .toList()
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

    /** A 95 % interval; values may be infinite. */
    static Interval percentiles(DoubleStream values) {
        return Interval.ofResamples(values.toArray(), Level.FIVE_PERCENT);
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
