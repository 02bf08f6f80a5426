package org.adaptationlab.guard;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one check of a run's validity found.
 *
 * @param name such as {@code truncation}; the same in every run
 * @param detail one sentence with figures: what was found, what is allowed, and what to do
 * @param answers what trainer and server say, side by side; null where the check did not compare them
 */
public record GuardResult(
        String name,
        Status status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<AnswerPair> answers) {

    public GuardResult {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
        answers = answers == null ? null : List.copyOf(answers);
    }

    /** What a check found that compared no answers. */
    public GuardResult(String name, Status status, String detail) {
        this(name, status, detail, null);
    }

    /**
     * Several findings of one guard as one: the worst status, and what was found with that status; all answers.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public static GuardResult together(Collection<GuardResult> findings) {
        GuardResult worst =
                findings.stream().max(Comparator.comparing(GuardResult::status)).orElseThrow();
        List<GuardResult> asBad = findings.stream()
                .filter(finding -> finding.status() == worst.status())
                .toList();
        List<AnswerPair> answers = findings.stream()
                .flatMap(finding -> finding.pairs().stream())
                .distinct()
                .toList();
        return new GuardResult(
                worst.name(),
                worst.status(),
                asBad.stream().map(GuardResult::detail).distinct().collect(Collectors.joining("; ")),
                answers.isEmpty() ? null : answers);
    }

    /** What trainer and server say, side by side; empty where the check did not compare them. */
    public List<AnswerPair> pairs() {
        return answers == null ? List.of() : answers;
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
