package org.adaptationlab.file;

import org.jspecify.annotations.Nullable;

/**
 * Lets equal short texts of a file share one string: ids, digests and targets come back in every mode. It keeps a fixed
 * number of them, so that its own size does not grow with the file. Not thread-safe.
 */
public final class TextPool {

    private static final int PLACES = 1 << 17;
    private static final int LONGEST = 256;

    private final @Nullable String[] places = new @Nullable String[PLACES];

    /** The text, or an equal one from before. */
    public String shared(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        int hash = text.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        String known = places[place];
        if (known != null && known.equals(text)) {
            return known;
        }
        places[place] = text;
        return text;
    }
}
