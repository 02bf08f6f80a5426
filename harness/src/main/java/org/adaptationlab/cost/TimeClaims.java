package org.adaptationlab.cost;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may be claimed of times, and of costs that follow them: made once from a run, or from two, and asked by decision,
 * reports, comparison and gate.
 *
 * @param drift relative difference of two times that the machine's drift alone can make; null where it is not known
 * @param doubt why nothing may be claimed of times, in words that can stand in a sentence; null where something may
 * @param costs what costs are made of
 */
public record TimeClaims(@Nullable Double drift, @Nullable String doubt, Costs costs) {

    public TimeClaims {
        Objects.requireNonNull(costs, "costs");
    }

    /** What costs are made of. */
    public enum Costs {
        /** Seconds of a machine of one's own. */
        FOLLOW_TIMES,
        /** Tokens, as a closed API bills them. */
        BY_TOKEN
    }

    /** Whether times may be claimed. */
    public boolean ofTimes() {
        return doubt == null;
    }

    /** Whether costs may be claimed. */
    public boolean ofCosts() {
        return doubt == null || costs == Costs.BY_TOKEN;
    }

    /** Why costs may not be claimed; null where they may. */
    public @Nullable String costDoubt() {
        return ofCosts() ? null : doubt;
    }

    /** Relative difference below which two costs count as the same; 0 where no drift is in them, or nothing is known of it. */
    public double sameCost() {
        return drift == null || costs == Costs.BY_TOKEN ? 0 : drift;
    }
}
