package org.adaptationlab.compare.finding;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing the gate looks at.
 *
 * @param mode null where it is about the whole run
 * @param name {@code quality}, {@code coverage}, {@code latency}, {@code cost} or {@code guard NAME}
 * @param detail one sentence with figures
 */
public record Check(@Nullable String mode, String name, Status status, String detail) {

    public Check {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
    }

    /** Such as {@code quality of lora}. */
    public String title() {
        return mode == null ? name : name + " of " + mode;
    }

    /** From fine to fallen. */
    public enum Status {
        PASS,
        /** Neither shown nor ruled out. */
        INCONCLUSIVE,
        FAIL;

        /** The word in files and reports. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
