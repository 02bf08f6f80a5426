package org.adaptationlab.cost;

import java.util.Objects;
import org.adaptationlab.lab.Preference;
import org.jspecify.annotations.Nullable;

/**
 * What the times of a run are worth.
 *
 * @param drift relative difference of two times that the machine's drift alone can make; null where it is not known
 * @param doubt why nothing may be claimed of times, and of costs that follow them; null where something may
 * @param costs whether costs follow times, as on a machine of one's own, or are paid by the token
 */
public record TimeTrust(@Nullable Double drift, @Nullable String doubt, Costs costs) {

    public TimeTrust {
        Objects.requireNonNull(costs, "costs");
    }

    /** What costs are made of. */
    public enum Costs {
        FOLLOW_TIMES,
        BY_TOKEN
    }

    /** Whether costs may be claimed. */
    public boolean allowsCosts() {
        return doubt == null || costs == Costs.BY_TOKEN;
    }

    /** Whether times may be claimed. */
    public boolean allowsTimes() {
        return doubt == null;
    }

    /** Relative difference below which two costs, or two times, count as the same; null where it is not known. */
    @Nullable
    public Double driftOf(Preference prefer) {
        return prefer == Preference.COST && costs == Costs.BY_TOKEN ? Double.valueOf(0) : drift;
    }
}
