package org.adaptationlab.dataset.sense;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.adaptationlab.lab.LabelText;

/** Labels that look the same to a reader: they differ in case, blanks, dashes, quotes or how an accent is encoded. */
public final class Looks {

    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");
    private static final Pattern DASHES = Pattern.compile("\\p{Pd}|\u2212");
    private static final Pattern QUOTES = Pattern.compile("[’‘ʼ´`]");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private Looks() {}

    /** What all texts of one look share. */
    public static String of(String text) {
        String seen = UNSEEN.matcher(LabelText.fold(text)).replaceAll("");
        return QUOTES.matcher(DASHES.matcher(seen).replaceAll("-"))
                .replaceAll("'")
                .strip();
    }

    /** The text as it would be typed: NFC, single plain blanks, none at the ends, nothing that cannot be seen. */
    public static String typed(String text) {
        String seen =
                UNSEEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll("");
        return BLANKS.matcher(seen).replaceAll(" ").strip();
    }

    /** For each look the spelling that most of the texts have, as it would be typed; of two as frequent, the first. */
    public static Map<String, String> spellings(List<String> texts) {
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        for (String text : texts) {
            counts.computeIfAbsent(of(text), look -> new LinkedHashMap<>()).merge(typed(text), 1, Integer::sum);
        }
        Map<String, String> spellings = new HashMap<>();
        counts.forEach((look, spelled) -> spelled.entrySet().stream()
                .min(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .ifPresent(most -> spellings.put(look, most.getKey())));
        return spellings;
    }

    /** How two texts of one look differ, for a message. */
    public static String difference(String one, String other) {
        if (one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT))) {
            return "case";
        }
        if (typed(one).equals(typed(other))) {
            return Normalizer.normalize(one, Normalizer.Form.NFC)
                            .equals(Normalizer.normalize(other, Normalizer.Form.NFC))
                    ? "how an accent is encoded (NFC, NFD)"
                    : "blanks or characters that cannot be seen";
        }
        return "look (case, blanks, width, dashes or quotes)";
    }
}
