package org.adaptationlab.score;

/** What a scorer says of one answer. An error is never a number: {@link Ungraded} is not 0. */
public sealed interface Score {

    /**
     * The answer was judged.
     *
     * @param value 0 (wrong) to 1 (right)
     * @param reason one short phrase for a person
     */
    record Graded(double value, String reason) implements Score {}

    /** The scorer itself could not run. */
    record Ungraded(String cause) implements Score {}
}
