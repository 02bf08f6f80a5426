package org.adaptationlab.lab;

import org.jspecify.annotations.Nullable;

/**
 * What the lab's answer is wanted for.
 *
 * @param limits what a service has to keep to, null where the lab file does not say
 * @param requestsPerHour how many requests it gets, on average, above 0; null where the lab file does not say
 */
public record ServiceGoal(
        @Nullable ServiceLimits limits, @Nullable Double requestsPerHour) {

    /** The lab file says nothing of it. */
    public static final ServiceGoal NONE = new ServiceGoal(null, null);

    public ServiceGoal {
        if (requestsPerHour != null && !(requestsPerHour > 0)) {
            throw new IllegalArgumentException(requestsPerHour + " requests per hour");
        }
    }
}
