package org.adaptationlab.dataset;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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

    /**
     * Hashes of the words, sorted and distinct: a word that occurs again counts as another one. None for a text under 8
     * words, where a word more or less is another text.
     */
    long[] words() {
        String[] words = split();
        if (words.length < FEWEST_WORDS) {
            return NONE;
        }
        Map<String, Integer> occurrences = new HashMap<>();
        return Arrays.stream(words)
                .map(word -> word + " " + occurrences.merge(word, 1, Integer::sum))
                .mapToLong(FoldedText::hash)
                .sorted()
                .toArray();
    }

    /**
     * The words that both texts have in one order (their longest common subsequence), as a part of all words of both: the
     * Jaccard similarity, but for words that stand in another order.
     */
    double similarity(FoldedText other) {
        String[] a = split();
        String[] b = other.split();
        int[] common = new int[b.length + 1];
        for (String word : a) {
            int before = 0;
            for (int j = 1; j <= b.length; j++) {
                int here = common[j];
                common[j] = word.equals(b[j - 1]) ? before + 1 : Math.max(here, common[j - 1]);
                before = here;
            }
        }
        return (double) common[b.length] / (a.length + b.length - common[b.length]);
    }

    private String[] split() {
        return form.split(" ", -1);
    }

    /** Hashes of the 5-character sequences, sorted and distinct; none for a text above 11 words. */
    long[] characterGrams() {
        if (form.chars().filter(c -> c == ' ').count() >= MOST_WORDS_OF_SHORT) {
            return NONE;
        }
        if (form.length() <= CHARACTERS) {
            return new long[] {hash(form)};
        }
        long[] grams = IntStream.rangeClosed(0, form.length() - CHARACTERS)
                .mapToLong(i -> hash(form.substring(i, i + CHARACTERS)))
                .toArray();
        return Arrays.stream(grams).sorted().distinct().toArray();
    }

    /** FNV-1a over UTF-16 units with the finaliser of SplitMix64, so that all bits are good. */
    private static long hash(String element) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < element.length(); i++) {
            hash = (hash ^ element.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
