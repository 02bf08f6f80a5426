package org.adaptationlab.model;

import java.util.Locale;

/** How an adapter reaches the server that answers with it. */
public enum Delivery {
    /** The server lays it over the base. */
    APPLIED,
    /** It was laid over the base here, and the server has whole weights. */
    MERGED,
    /** The server has it already, under a name. */
    NAMED;

    /** The word for it in files and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
