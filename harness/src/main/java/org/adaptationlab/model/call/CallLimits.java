package org.adaptationlab.model.call;

import java.time.Duration;
import java.util.Objects;

/**
 * How long to wait for a server before giving a call up.
 *
 * @param connect for the connection
 * @param firstLine from the request to the first line of the answer: on a CPU, loading a large model and reading a
 *     long prompt take minutes
 * @param stall between two lines of the answer
 */
public record CallLimits(Duration connect, Duration firstLine, Duration stall) {

    /** Patient with a CPU. */
    public static final CallLimits STANDARD =
            new CallLimits(Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofMinutes(2));

    public CallLimits {
        Objects.requireNonNull(connect, "connect");
        Objects.requireNonNull(firstLine, "firstLine");
        Objects.requireNonNull(stall, "stall");
    }

    Duration afterLines(int lines) {
        return lines == 0 ? firstLine : stall;
    }
}
