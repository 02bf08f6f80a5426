package org.adaptationlab.decide;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adaptationlab.lab.Preference;
import org.jspecify.annotations.Nullable;

/**
 * What modes come to in one sample, and which of them is chosen.
 *
 * @param quality of each mode
 * @param usd mean cost of a request of each mode, NaN where not known
 * @param ms median time for an answer of each mode, NaN where not known
 */
record Choice(double[] quality, double[] usd, double[] ms) {

    /** Means of the same values in another order may differ in their last bits. */
    static final double ROUNDING = 1e-9;

    double best() {
        double best = Double.NEGATIVE_INFINITY;
        for (double one : quality) {
            best = Math.max(best, one);
        }
        return best;
    }

    double loss(int mode) {
        return best() - quality[mode];
    }

    double price(Preference prefer, int mode) {
        return prefer == Preference.COST ? usd[mode] : ms[mode];
    }

    /** The mode of the best quality; of the same quality the one with the lower price, else the first. */
    int bestMode(Preference asked) {
        return of(asked, (prefer, one, other) -> 0, loss -> loss <= ROUNDING);
    }

    /**
     * What decides among the modes whose loss is allowed: what was asked for where all of them have it, else time where all
     * have one, else nothing but quality.
     */
    Optional<Preference> decider(Preference asked, DoublePredicate allowed) {
        return Stream.of(asked, Preference.LATENCY)
                .filter(prefer -> IntStream.range(0, quality.length)
                        .noneMatch(i -> allowed.test(loss(i)) && Double.isNaN(price(prefer, i))))
                .findFirst();
    }

    /**
     * The mode to choose: among those whose loss is allowed the one of the least price. Of those whose prices are the same
     * as the least, and where no price decides, the best, then the cheapest, then the first.
     *
     * @return -1 where no loss is allowed
     */
    int of(Preference asked, SamePrice same, DoublePredicate allowed) {
        Preference prefer = decider(asked, allowed).orElse(null);
        int cheapest = prefer == null ? -1 : cheapest(prefer, allowed);
        int chosen = -1;
        for (int i = 0; i < quality.length; i++) {
            boolean cheap = cheapest < 0
                    || prefer == null
                    || price(prefer, i) <= price(prefer, cheapest) * (1 + same.within(prefer, i, cheapest));
            if (allowed.test(loss(i)) && cheap && (chosen < 0 || isBetter(i, chosen, prefer))) {
                chosen = i;
            }
        }
        return chosen;
    }

    /** Whether two prices differ by no more than what means nothing; not where nothing is known to mean nothing. */
    boolean isSame(Preference prefer, SamePrice same, int one, int other) {
        double within = same.within(prefer, one, other);
        double least = Math.min(price(prefer, one), price(prefer, other));
        return within > 0 && Math.max(price(prefer, one), price(prefer, other)) <= least * (1 + within);
    }

    private int cheapest(Preference prefer, DoublePredicate allowed) {
        return IntStream.range(0, quality.length)
                .filter(i -> allowed.test(loss(i)))
                .boxed()
                .min(Comparator.comparingDouble(i -> price(prefer, i)))
                .orElse(-1);
    }

    private boolean isBetter(int one, int other, @Nullable Preference prefer) {
        double ahead = quality[one] - quality[other];
        return Math.abs(ahead) > ROUNDING ? ahead > 0 : prefer != null && price(prefer, one) < price(prefer, other);
    }

    /** When two prices mean the same. */
    interface SamePrice {

        /** The relative difference of the prices of two modes up to which it means nothing. */
        double within(Preference prefer, int one, int other);
    }
}
