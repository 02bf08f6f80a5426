package org.adaptationlab.cost;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to serve one mode at a volume. A machine of one's own costs its hour whether it works or waits; when one is
 * full, a second is needed, and so on. Electricity follows the work: at half of what a machine can do it is taken to be busy
 * half of the time. A closed API costs its tokens at every volume.
 *
 * @param capacityPerHour requests that a full machine answers in an hour, above 0; infinite for a closed API
 * @param idleHourUsd an hour of a machine that only waits
 * @param busyHourUsd an hour of a machine that is full
 * @param tokensUsd tokens of a request of a closed API; null for machines of one's own
 */
public record ServingCost(
        double capacityPerHour,
        double idleHourUsd,
        double busyHourUsd,
        @Nullable Double tokensUsd) {

    /** Full machines are full up to rounding. */
    private static final double ROUNDING = 1e-9;

    public ServingCost {
        if (!(capacityPerHour > 0) || !(idleHourUsd >= 0) || !(busyHourUsd >= idleHourUsd)) {
            throw new IllegalArgumentException(
                    capacityPerHour + " requests per hour, " + idleHourUsd + " and " + busyHourUsd + " USD per hour");
        }
    }

    static ServingCost onMachines(double capacityPerHour, double idleHourUsd, double busyHourUsd) {
        return new ServingCost(capacityPerHour, idleHourUsd, busyHourUsd, null);
    }

    /** The cost of a closed API, with the mean price of a request. */
    public static ServingCost byToken(double requestUsd) {
        return new ServingCost(Double.POSITIVE_INFINITY, 0, 0, requestUsd);
    }

    /** Machines needed for so many requests per hour, above 0; 0 for a closed API. */
    public long machines(double perHour) {
        return tokensUsd == null ? (long) Math.ceil(perHour / capacityPerHour - ROUNDING) : 0;
    }

    /** USD per hour at so many requests per hour. */
    public double hourUsd(double perHour) {
        return hourUsd(perHour, machines(perHour));
    }

    /** The same just above a volume, where a machine more may be needed. */
    double hourUsdAbove(double perHour) {
        long machines = tokensUsd == null ? (long) Math.floor(perHour / capacityPerHour + ROUNDING) + 1 : 0;
        return hourUsd(perHour, machines);
    }

    private double hourUsd(double perHour, long machines) {
        return machines * idleHourUsd + perHour * moreUsd();
    }

    /** USD that one request more costs where no machine more is needed for it. */
    double moreUsd() {
        return tokensUsd == null ? (busyHourUsd - idleHourUsd) / capacityPerHour : tokensUsd;
    }

    /** USD for a request at so many requests per hour, idle time included. */
    public double requestUsd(double perHour) {
        return hourUsd(perHour) / perHour;
    }

    /** USD for a request where all machines are full. */
    public double atCapacityUsd() {
        return tokensUsd == null ? busyHourUsd / capacityPerHour : tokensUsd;
    }

    /** Volumes (requests per hour) up to a last one above which a machine more is needed; none for a closed API. */
    public List<Double> steps(double upTo) {
        List<Double> steps = new ArrayList<>();
        for (long k = 1; k * capacityPerHour <= upTo; k++) {
            steps.add(k * capacityPerHour);
        }
        return steps;
    }
}
