package org.adaptationlab.result.journal;

import java.util.Objects;

/**
 * First line of a journal.
 *
 * @param schemaVersion form of the lines, {@link #SCHEMA}
 * @param planDigest digest of all that decides what the run measures; a resumed run must have the same
 */
public record JournalHeader(int schemaVersion, String runId, String planDigest) {

    /** The form written now. */
    public static final int SCHEMA = 1;

    public JournalHeader {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(planDigest, "planDigest");
    }

    /** A header of the form written now. */
    public static JournalHeader of(String runId, String planDigest) {
        return new JournalHeader(SCHEMA, runId, planDigest);
    }
}
