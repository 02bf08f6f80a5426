package org.adaptationlab.guard;

import java.util.Locale;
import org.adaptationlab.guard.GuardResult.Status;
import org.jspecify.annotations.Nullable;

/** The guard of a measured load: whether it was the server that was measured, and not the harness that asked it. */
public final class LoadGuards {

    private LoadGuards() {}

    /**
     * Whether the harness may have been the limit.
     *
     * @param cpuShare share (0 to 1) of all processors that the harness itself used, of the point where it was largest;
     *     null where it can't be told
     * @param elsewhere whether the server has a machine of its own
     */
    public static GuardResult clientLimit(@Nullable Double cpuShare, boolean elsewhere) {
        if (cpuShare == null) {
            return Guard.CLIENT_LIMIT.found(
                    Status.WARN, "this system does not tell how busy the harness was: it may have been the limit");
        }
        double limit = elsewhere ? GuardLimits.CLIENT_ALONE_WARN : GuardLimits.CLIENT_SHARED_WARN;
        String found = "the harness itself used up to " + percent(cpuShare) + " of the processors"
                + (elsewhere ? "" : ", which it shares with the server")
                + " (expected: " + percent(limit) + " at most)";
        return cpuShare > limit
                ? Guard.CLIENT_LIMIT.found(
                        Status.WARN,
                        found + ": the server may answer more than was measured; "
                                + (elsewhere ? "ask from a machine with more processors" : "ask from another machine"))
                : Guard.CLIENT_LIMIT.found(Status.PASS, found);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
