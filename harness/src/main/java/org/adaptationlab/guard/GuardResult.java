package org.adaptationlab.guard;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

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

    /**
     * Several findings of one guard as one: the worst status, and what was found with that status.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public static GuardResult together(Collection<GuardResult> findings) {
        GuardResult worst =
                findings.stream().max(Comparator.comparing(GuardResult::status)).orElseThrow();
        List<GuardResult> asBad = findings.stream()
                .filter(finding -> finding.status() == worst.status())
                .toList();
        return new GuardResult(
                worst.name(),
                worst.status(),
                asBad.stream().map(GuardResult::detail).distinct().collect(Collectors.joining("; ")));
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
