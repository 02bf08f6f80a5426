package org.adaptationlab.decide;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From how many requests on the more expensive adapting of one mode has paid for itself against another mode.
 *
 * @param first the mode that costs less for the first request, adapting included
 * @param then the other one
 * @param requests where both have cost the same; null for never: {@code first} costs less at every volume
 * @param low lower end of the 95 % interval by resampling the examples; null where never lies below it
 * @param high its upper end; null where never is within the interval
 */
public record BreakEven(
        String first,
        String then,
        @Nullable Double requests,
        @Nullable Double low,
        @Nullable Double high) {

    public BreakEven {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(then, "then");
    }

    /**
     * The number of requests, positive infinity for never.
     *
     * @param adaptLead how much more the adapting of the later mode costs, at least 0
     * @param requestLead how much less a request of it costs
     */
    static double requests(double adaptLead, double requestLead) {
        return requestLead > 0 ? adaptLead / requestLead : Double.POSITIVE_INFINITY;
    }
}
