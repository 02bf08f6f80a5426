package org.adaptationlab.report.words;

import java.util.List;
import java.util.Locale;
import org.adaptationlab.lab.Preference;

/** Parts of sentences. */
public final class Words {

    private Words() {}

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(List<String> parts) {
        return list(parts, "and");
    }

    /** The same with another last word. */
    static String list(List<String> parts, String last) {
        int rest = parts.size() - 1;
        return rest < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, rest)) + " " + last + " " + parts.get(rest);
    }

    /** With a capital at its beginning and a full stop at its end. */
    static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    /** A technique of a lab file. */
    public static String technique(String technique) {
        return switch (technique) {
            case "rag" -> "retrieval";
            case "lora" -> "LoRA adapter";
            default -> technique;
        };
    }

    /** {@code is} or {@code are}. */
    static String are(List<String> subjects) {
        return subjects.size() == 1 ? "is" : "are";
    }

    static String superlative(Preference prefer) {
        return prefer == Preference.COST ? "cheapest" : "fastest";
    }

    static String comparative(Preference prefer) {
        return prefer == Preference.COST ? "cheaper" : "faster";
    }

    /** What several modes do whose prices differ by less than the drift from the lowest. */
    static String least(Preference prefer) {
        return prefer == Preference.COST ? "cost about the least" : "take about the least time";
    }

    static String noun(Preference prefer) {
        return prefer == Preference.COST ? "price" : "time";
    }

    /** The opposite of {@link #comparative}. */
    static String worse(Preference prefer) {
        return prefer == Preference.COST ? "more expensive" : "slower";
    }
}
