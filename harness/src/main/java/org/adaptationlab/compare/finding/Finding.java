package org.adaptationlab.compare.finding;

import java.util.Locale;

/** What can be said of one figure of the contender against the baseline's. */
public enum Finding {
    /** The whole interval is on the good side. */
    BETTER,
    /** The whole interval is on the bad side. */
    WORSE,
    /** The whole interval is within the lab's margin: the difference does not matter. */
    EQUIVALENT,
    /** The interval holds no difference, and differences that matter as well. */
    UNDECIDED,
    /** Nothing was measured, or not under conditions that can be compared. */
    NOT_COMPARABLE;

    /** The word in files and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
