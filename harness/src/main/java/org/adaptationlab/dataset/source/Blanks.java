package org.adaptationlab.dataset.source;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** What cannot be seen in a text: white space, no-break spaces, byte order marks, characters without width. */
final class Blanks {

    private static final String UNSEEN = "[\\s\\p{Z}\\p{Cf}]";
    private static final Pattern INNER = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern OUTER = Pattern.compile("^" + UNSEEN + "++|" + UNSEEN + "++$");

    private Blanks() {}

    static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(point -> Character.isWhitespace(point)
                        || Character.isSpaceChar(point)
                        || Character.getType(point) == Character.FORMAT);
    }

    /** A column's name as it would be typed: NFC, single blanks, none at the ends. */
    static String typed(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        return INNER.matcher(OUTER.matcher(composed).replaceAll("")).replaceAll(" ");
    }
}
