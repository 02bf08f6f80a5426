package org.adaptationlab.statistics;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An interval, and how it was made.
 *
 * @param error Monte-Carlo error of its limits (one standard deviation, the larger of both); null where nothing was
 *     drawn at random
 */
public record IntervalEstimate(
        Interval interval, IntervalMethod method, @Nullable Double error) {

    public IntervalEstimate {
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(method, "method");
    }
}
