package org.adaptationlab.compare.finding;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing about the two runs that is not the same.
 *
 * @param field what it is, such as {@code harness version}
 * @param baseline its value, or the lines only the baseline has; null where it has none
 */
public record ProvenanceChange(
        String field, @Nullable String baseline, @Nullable String contender) {

    public ProvenanceChange {
        Objects.requireNonNull(field, "field");
    }
}
