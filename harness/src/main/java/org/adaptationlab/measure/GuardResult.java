package org.adaptationlab.measure;

import java.util.Locale;
import java.util.Objects;

/**
 * What one check of a run's validity found.
 *
 * @param name such as {@code truncation}; the same in every run
 * @param detail one sentence with figures: what was found, what is allowed, and what to do
 */
public record GuardResult(String name, Status status, String detail) {

    public GuardResult {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
    }

    /** From harmless to fatal: nothing was found; a reader must know; no claim may rest on this run. */
    public enum Status {
        PASS,
        WARN,
        STOP;

        /** The word in files and reports. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
