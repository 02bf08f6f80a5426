package org.adaptationlab.model.store;

import java.util.regex.Pattern;

/** How a SHA-256 is written: 64 lower-case hex digits. */
final class Sha256Text {

    static final int LENGTH = 64;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + LENGTH + "}");

    private Sha256Text() {}

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
