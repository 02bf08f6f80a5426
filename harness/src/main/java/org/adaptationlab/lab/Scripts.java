package org.adaptationlab.lab;

import java.lang.Character.UnicodeScript;
import java.util.Set;
import java.util.regex.Pattern;

/** What the world's scripts ask of a program that takes texts apart into words. */
public final class Scripts {

    /**
     * Characters of scripts that put no spaces between words, as the inside of a regular expression's brackets: Han, kana
     * (with their long mark), Bopomofo, Yi, Thai, Lao, Khmer, Myanmar and the Tai scripts.
     */
    public static final String UNSPACED =
            "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\u30FC\\p{IsBopomofo}\\p{IsYi}\\p{IsThai}"
                    + "\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}\\p{IsTai_Le}\\p{IsNew_Tai_Lue}\\p{IsTai_Tham}\\p{IsTai_Viet}";

    /** Thai is the first of these scripts. */
    private static final char FIRST_UNSPACED = '\u0E00';

    /** Format characters; Arabic's stretching and vowel marks, Hebrew's points and accents: texts are written with or without. */
    private static final Pattern OPTIONAL =
            Pattern.compile("[\\p{Cf}\\u0640\\u064B-\\u0652\\u0656-\\u065F\\u0670\\u06D6-\\u06ED"
                    + "\\u0591-\\u05BD\\u05BF\\u05C1\\u05C2\\u05C4\\u05C5\\u05C7]+");

    private static final Set<UnicodeScript> UNSPACED_SCRIPTS = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TAI_LE,
            UnicodeScript.NEW_TAI_LUE,
            UnicodeScript.TAI_THAM,
            UnicodeScript.TAI_VIET);
    /** The format character below all others that are {@link #OPTIONAL}, and the first of those. */
    private static final char SOFT_HYPHEN = '\u00AD';

    private static final char FIRST_OPTIONAL = '\u0591';
    private static final int LONG_MARK = 0x30FC;

    private Scripts() {}

    /** The text without what readers do not need to tell its words apart. */
    public static String withoutOptionalMarks(String text) {
        boolean some = false;
        for (int i = 0; i < text.length() && !some; i++) {
            some = text.charAt(i) == SOFT_HYPHEN || text.charAt(i) >= FIRST_OPTIONAL;
        }
        return some ? OPTIONAL.matcher(text).replaceAll("") : text;
    }

    /** Whether a character is one of {@link #UNSPACED}. */
    public static boolean isUnspaced(int codePoint) {
        return codePoint >= FIRST_UNSPACED
                && (codePoint == LONG_MARK || UNSPACED_SCRIPTS.contains(UnicodeScript.of(codePoint)));
    }

    /** Whether some of the text is in a script without spaces; quick where it is not. */
    public static boolean hasUnspaced(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_UNSPACED && isUnspaced(text.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }
}
