package org.adaptationlab.compare;

import org.jspecify.annotations.Nullable;

/**
 * What a comparison is asked.
 *
 * @param maxDrop loss of quality (0 to 1) that is allowed; null to fall on any that is shown and not surely within
 *     the margin of the baseline's lab
 * @param maxLatencyIncrease increase of the median time for an answer that is allowed, 0.1 for a tenth; null for any
 * @param maxCostIncrease the same for the cost of 1,000 requests
 * @param strict whether what is not settled counts as fallen
 * @param flips how many flipped examples of each mode are kept with their texts
 */
public record ComparisonSettings(
        @Nullable Double maxDrop,
        @Nullable Double maxLatencyIncrease,
        @Nullable Double maxCostIncrease,
        boolean strict,
        int flips) {

    /** Flipped examples kept unless more are asked for. */
    public static final int FLIPS = 50;

    /** No limit on latency and cost. */
    public static final ComparisonSettings DEFAULT = new ComparisonSettings(null, null, null, false, FLIPS);

    public ComparisonSettings {
        requireShare("maxDrop", maxDrop, 1);
        requireShare("maxLatencyIncrease", maxLatencyIncrease, Double.MAX_VALUE);
        requireShare("maxCostIncrease", maxCostIncrease, Double.MAX_VALUE);
        if (flips < 0) {
            throw new IllegalArgumentException("flips " + flips);
        }
    }

    private static void requireShare(String name, @Nullable Double value, double most) {
        if (value != null && !(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(name + " " + value);
        }
    }
}
