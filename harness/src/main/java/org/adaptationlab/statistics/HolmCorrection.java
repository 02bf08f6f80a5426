package org.adaptationlab.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Adjusts the p values of a family of tests so that the chance of any false alarm keeps the level.
 *
 * <p>Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6
 * (1979), 65-70.
 */
public final class HolmCorrection {

    private HolmCorrection() {}

    /** The adjusted p values, in the order given. */
    public static List<Double> adjust(List<Double> pValues) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < pValues.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(pValues::get));
        Double[] adjusted = new Double[pValues.size()];
        double running = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            running = Math.max(running, (pValues.size() - rank) * pValues.get(order.get(rank)));
            adjusted[order.get(rank)] = Math.min(1, running);
        }
        return Arrays.asList(adjusted);
    }
}
