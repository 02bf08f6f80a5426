package org.adaptationlab.lab;

import java.text.Normalizer;
import java.util.Locale;

/** When two texts are the same label: the one rule for lab files and for answers. */
public final class LabelText {

    private LabelText() {}

    /**
     * The text without what does not tell labels apart: NFKC, white space collapsed, case folded. Punctuation stays, so
     * that "C" and "C#" are two labels. Upper before lower case makes ß and ss, ς and σ, dotless and dotted i one.
     */
    public static String fold(String text) {
        return foldCase(text).replaceAll("[\\s\\p{Z}]+", " ").strip();
    }

    /** The text in NFKC without case, white space as it is. */
    public static String foldCase(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace("i\u0307", "i");
    }
}
