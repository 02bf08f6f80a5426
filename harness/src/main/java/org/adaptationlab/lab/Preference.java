package org.adaptationlab.lab;

import java.util.Locale;

/** What decides between modes that are good enough. */
public enum Preference {
    /** The price of a request. */
    COST,
    /** The time a user waits for an answer. */
    LATENCY;

    /** The word in the lab file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
