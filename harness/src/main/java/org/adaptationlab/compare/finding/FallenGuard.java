package org.adaptationlab.compare.finding;

import java.util.Objects;
import org.adaptationlab.guard.GuardResult;

/**
 * A guard of one of the two runs that did not pass.
 *
 * @param side {@code baseline} or {@code contender}
 */
public record FallenGuard(String side, String name, GuardResult.Status status, String detail) {

    public FallenGuard {
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
    }
}
