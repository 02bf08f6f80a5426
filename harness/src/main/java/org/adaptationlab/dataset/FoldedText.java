package org.adaptationlab.dataset;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A text reduced to what counts when two are compared.
 *
 * @param form lower-case words with one space between them; the text itself where it has no letter and no digit
 */
record FoldedText(String form) {

    static final long[] NONE = {};

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final int WORDS = 3;
    private static final int CHARACTERS = 5;
    /** Both kinds of sets are made for texts of 8 to 11 words, so that no pair falls between the two. */
    private static final int FEWEST_WORDS = 8;

    private static final int MOST_WORDS_OF_SHORT = 11;

    static FoldedText of(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
        String words = BETWEEN_WORDS.matcher(lower).replaceAll(" ").strip();
        return new FoldedText(words.isEmpty() ? lower : words);
    }

    /** Hashes of the 3-word sequences, sorted and distinct; none for a text under 8 words. */
    long[] wordGrams() {
        int[] starts = IntStream.rangeClosed(0, form.length())
                .filter(i -> i == 0 || form.charAt(i - 1) == ' ')
                .toArray();
        if (starts.length < FEWEST_WORDS) {
            return NONE;
        }
        return IntStream.rangeClosed(0, starts.length - WORDS)
                .mapToLong(i -> hash(starts[i], i + WORDS < starts.length ? starts[i + WORDS] - 1 : form.length()))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Hashes of the 5-character sequences, sorted and distinct; none for a text above 11 words. */
    long[] characterGrams() {
        if (form.chars().filter(c -> c == ' ').count() >= MOST_WORDS_OF_SHORT) {
            return NONE;
        }
        if (form.length() <= CHARACTERS) {
            return new long[] {hash(0, form.length())};
        }
        long[] grams = IntStream.rangeClosed(0, form.length() - CHARACTERS)
                .mapToLong(i -> hash(i, i + CHARACTERS))
                .toArray();
        return Arrays.stream(grams).sorted().distinct().toArray();
    }

    /** FNV-1a over UTF-16 units with the finaliser of SplitMix64, so that all bits are good. */
    private long hash(int from, int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ form.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
