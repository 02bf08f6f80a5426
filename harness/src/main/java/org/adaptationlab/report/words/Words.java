package org.adaptationlab.report.words;

import java.util.List;
import org.adaptationlab.lab.Preference;

/** Parts of sentences. */
public final class Words {

    private Words() {}

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    /** With a full stop at its end. */
    static String sentence(String words) {
        return words + ".";
    }

    /** A technique of a lab file. */
    public static String technique(String technique) {
        return switch (technique) {
            case "rag" -> "retrieval";
            case "lora" -> "LoRA adapter";
            default -> technique;
        };
    }

    static String superlative(Preference prefer) {
        return prefer == Preference.COST ? "cheapest" : "fastest";
    }

    static String comparative(Preference prefer) {
        return prefer == Preference.COST ? "cheaper" : "faster";
    }

    static String dearer(Preference prefer) {
        return prefer == Preference.COST ? "dearer" : "slower";
    }
}
