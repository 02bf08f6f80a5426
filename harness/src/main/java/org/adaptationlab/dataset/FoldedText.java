package org.adaptationlab.dataset;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.adaptationlab.lab.LabelText;
import org.adaptationlab.lab.Scripts;

/**
 * A text reduced to what counts when two are compared.
 *
 * @param form words without case, one space between them but none beside characters of scripts without spaces; the text
 *     itself where it has no letter and no digit
 */
record FoldedText(String form) {

    static final long[] NONE = {};

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern BESIDE_UNSPACED =
            Pattern.compile("(?<=[" + Scripts.UNSPACED + "]\\p{M}{0,4}) | (?=[" + Scripts.UNSPACED + "])");
    private static final int CHARACTERS = 5;
    /** Both kinds of sets are made for texts of 8 to 11 words, so that no pair falls between the two. */
    private static final int FEWEST_WORDS = 8;

    private static final int MOST_WORDS_OF_SHORT = 11;

    static FoldedText of(String text) {
        String folded = Scripts.withoutOptionalMarks(LabelText.foldCase(text)).strip();
        String words = BETWEEN_WORDS.matcher(folded).replaceAll(" ").strip();
        if (words.isEmpty()) {
            return new FoldedText(folded);
        }
        return new FoldedText(
                Scripts.hasUnspaced(words) ? BESIDE_UNSPACED.matcher(words).replaceAll("") : words);
    }

    /** Its words in order, each character a word of its own in scripts without spaces. */
    FoldedWords inWords() {
        return new FoldedWords(form);
    }

    /**
     * Hashes of the words, sorted and distinct: a word that occurs again counts as another one. None for a text under 8
     * words (27 characters in scripts without spaces), where a word more or less is another text.
     */
    long[] words() {
        if (weight() < FEWEST_WORDS * FoldedWords.WORD) {
            return NONE;
        }
        Map<String, Integer> occurrences = new HashMap<>();
        return Arrays.stream(split())
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
        return Scripts.hasUnspaced(form) ? inWords().all() : form.split(" ", -1);
    }

    private int weight() {
        return Scripts.hasUnspaced(form)
                ? inWords().weight()
                : FoldedWords.WORD
                        * (1 + (int) form.chars().filter(c -> c == ' ').count());
    }

    /** Hashes of the 5-character sequences, sorted and distinct; none for a text above 11 words. */
    long[] characterGrams() {
        if (weight() > MOST_WORDS_OF_SHORT * FoldedWords.WORD) {
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
