package org.adaptationlab.decide;

import java.util.function.DoublePredicate;
import org.adaptationlab.lab.Preference;

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

    double[] price(Preference prefer) {
        return prefer == Preference.COST ? usd : ms;
    }

    /** The mode of the best quality; of the same quality the one with the lower price, else the first. */
    int bestMode(Preference prefer) {
        return of(prefer, 0, loss -> loss <= ROUNDING);
    }

    /**
     * The mode to choose: among those whose loss is allowed the one of the least price. Prices that differ from the least
     * by no more than {@code same} are the same; of those, and where no price is known, the best, then the cheapest, then
     * the first.
     *
     * @param same relative difference of two prices that means nothing
     * @return -1 where no loss is allowed
     */
    int of(Preference prefer, double same, DoublePredicate allowed) {
        double[] price = price(prefer);
        double most = leastPrice(price, allowed) * (1 + same);
        int chosen = -1;
        for (int i = 0; i < quality.length; i++) {
            boolean cheap = price[i] <= most || most == Double.POSITIVE_INFINITY;
            if (allowed.test(loss(i)) && cheap && (chosen < 0 || isBetter(i, chosen, price))) {
                chosen = i;
            }
        }
        return chosen;
    }

    private double leastPrice(double[] price, DoublePredicate allowed) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < quality.length; i++) {
            if (allowed.test(loss(i)) && price[i] < least) { // an unknown price, NaN, is never the least
                least = price[i];
            }
        }
        return least;
    }

    private boolean isBetter(int one, int other, double[] price) {
        double ahead = quality[one] - quality[other];
        return Math.abs(ahead) > ROUNDING ? ahead > 0 : price[one] < price[other];
    }
}
