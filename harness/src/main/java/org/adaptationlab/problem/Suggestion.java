package org.adaptationlab.problem;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the allowed word a user probably meant. */
public final class Suggestion {

    private static final int MAX_EDITS = 3;

    private Suggestion() {}

    /** The text {@code ; did you mean "x"?}, or an empty string where no allowed word is near. */
    public static String phrase(String found, Collection<String> allowed) {
        return closest(found, allowed)
                .map(word -> "; did you mean \"" + word + "\"?")
                .orElse("");
    }

    /** The allowed word with the smallest edit distance (at most 3, and under half of its length), ignoring case. */
    public static Optional<String> closest(String found, Collection<String> allowed) {
        String wanted = found.toLowerCase(Locale.ROOT);
        String closest = null;
        int least = MAX_EDITS + 1;
        for (String word : allowed) {
            int most = Math.min(least - 1, Math.max(1, word.length() / 2));
            String lower = word.toLowerCase(Locale.ROOT);
            if (Math.abs(lower.length() - wanted.length()) <= most) {
                int distance = distance(wanted, lower);
                if (distance <= most) {
                    closest = word;
                    least = distance;
                }
            }
        }
        return Optional.ofNullable(closest);
    }

    /** Levenshtein distance in UTF-16 units. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
