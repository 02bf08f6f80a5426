package org.adaptationlab;

import java.util.Locale;

/** Runs a piece of a test under another default locale. */
public final class InLocale {

    private InLocale() {}

    public static void run(String languageTag, Runnable piece) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(languageTag));
        try {
            piece.run();
        } finally {
            Locale.setDefault(before);
        }
    }
}
