package org.adaptationlab.model.call;

import java.util.Objects;
import org.adaptationlab.model.RetryPolicy;

/**
 * How calls to a server are made, whatever its protocol.
 *
 * @param limits how long a call may take
 * @param retries how patient to be between calls
 * @param rules what is changed in requests; shared by all that ask one server
 */
public record CallSettings(CallLimits limits, RetryPolicy retries, RequestRules rules) {

    public CallSettings {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(retries, "retries");
        Objects.requireNonNull(rules, "rules");
    }

    /** The usual limits and no rules. */
    public static CallSettings with(RetryPolicy retries) {
        return new CallSettings(CallLimits.STANDARD, retries, RequestRules.none());
    }
}
