package org.adaptationlab.compare.finding;

import java.util.List;
import java.util.Objects;

/**
 * The answer of a comparison.
 *
 * @param status the worst of all checks
 * @param passed whether a gate lets it pass: {@code status} is pass or, unless it is strict, inconclusive
 * @param answer one sentence
 * @param details what it rests on, and what to bear in mind
 */
public record Verdict(Check.Status status, boolean passed, String answer, List<String> details) {

    public Verdict {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(answer, "answer");
        details = List.copyOf(details);
    }
}
