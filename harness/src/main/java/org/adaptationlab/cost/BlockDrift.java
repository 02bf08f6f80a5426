package org.adaptationlab.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much the machine's speed changed within a mode's block, from the block's own calls: the block is cut into parts that
 * follow each other, and the slowest part's median time per token is set against the quickest part's. Probes before and
 * after a block do not see other work that comes and goes between them; this does. Chance alone gives a few percent, which
 * only makes claims about time rarer.
 */
public final class BlockDrift {

    /** Calls in a part: enough for a median that one slow call does not move. */
    static final int LEAST_CALLS = 15;

    /** More parts would see shorter work, and more of what chance does to each. */
    static final int MOST_PARTS = 4;

    private BlockDrift() {}

    /**
     * The change as a share, 0.1 for a tenth slower; null where the block is too short for two parts.
     *
     * @param pace milliseconds per token of each call in the order they were asked; null ones were not measured
     */
    public static @Nullable Double of(List<? extends @Nullable Double> pace) {
        List<Double> measured = new ArrayList<>();
        pace.stream().filter(Objects::nonNull).filter(value -> value > 0).forEach(measured::add);
        int parts = Math.min(MOST_PARTS, measured.size() / LEAST_CALLS);
        if (parts < 2) {
            return null;
        }
        List<Double> medians = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            List<Double> calls = measured.subList(part * measured.size() / parts, (part + 1) * measured.size() / parts);
            medians.add(LatencySummary.of(calls).p50());
        }
        return Collections.max(medians) / Collections.min(medians) - 1;
    }
}
