package org.adaptationlab.dataset.sense;

import java.util.Objects;

/**
 * Something in the data that will spoil what is measured.
 *
 * @param what was found, with rows, and what follows from it
 * @param remedy what to do
 * @param mend whether {@code --fix} does it
 */
public record Finding(String what, String remedy, Mend mend) {

    public Finding {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(remedy, "remedy");
        Objects.requireNonNull(mend, "mend");
    }

    /** Who can mend it. */
    public enum Mend {
        MECHANICAL,
        BY_HAND
    }

    @Override
    public String toString() {
        return what + "; " + remedy + (mend == Mend.MECHANICAL ? ", or let --fix do it" : "");
    }
}
