package org.adaptationlab.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as the words that count when short answers are compared, in any language.
 *
 * <p>After Rajpurkar et al., SQuAD (EMNLP 2016): case, punctuation and the English articles don't count. Other than
 * there, NFKC makes full-width and compatibility forms one with the usual ones; a point, comma or colon between digits
 * stays ("3.5" is not "35"); symbols such as $, % and # are words of their own; and in scripts that put no spaces
 * between words ({@link Scripts#UNSPACED}) each character is one, so that containment needs no boundaries;
 * marks of vowels that Arabic and Hebrew may leave out do not count.
 *
 * @param words in their order; none where the text has no letter, digit or symbol
 */
public record AnswerWords(List<String> words) {

    private static final Set<String> ARTICLES = Set.of("a", "an", "the");
    private static final Pattern APOSTROPHE = Pattern.compile("['’ʼ]");
    private static final String SYMBOL = "|[\\p{Sc}\\p{Sm}\\p{So}#%&@]";
    private static final String INSIDE_A_NUMBER = "|(?<=\\p{N})[.,:](?=\\p{N})";
    private static final Pattern WORD = Pattern.compile("[" + Scripts.UNSPACED + "&&[\\p{L}\\p{N}]]\\p{M}*+"
            + "|(?:[\\p{L}\\p{M}\\p{N}&&[^" + Scripts.UNSPACED + "]]" + INSIDE_A_NUMBER + ")++" + SYMBOL);
    /** The same for a text all of whose words are between spaces: it asks of no character which script it is of. */
    private static final Pattern SPACED_WORD =
            Pattern.compile("(?:[\\p{L}\\p{M}\\p{N}]" + INSIDE_A_NUMBER + ")++" + SYMBOL);

    public AnswerWords {
        words = List.copyOf(words);
    }

    /** The words of a text. */
    public static AnswerWords of(String text) {
        List<String> all = new ArrayList<>();
        String folded = APOSTROPHE
                .matcher(Scripts.withoutOptionalMarks(LabelText.fold(text)))
                .replaceAll("");
        Matcher word = (Scripts.hasUnspaced(folded) ? WORD : SPACED_WORD).matcher(folded);
        while (word.find()) {
            all.add(word.group());
        }
        List<String> telling =
                all.stream().filter(one -> !ARTICLES.contains(one)).toList();
        return new AnswerWords(telling.isEmpty() ? all : telling);
    }

    /** Whether the other's words, of which there is at least one, stand here one after the other. */
    public boolean contains(AnswerWords other) {
        return !other.words.isEmpty() && Collections.indexOfSubList(words, other.words) >= 0;
    }

    /** Harmonic mean of the shares of words that the two have in common, 0 to 1; 1 where neither has any. */
    public double f1(AnswerWords other) {
        if (words.isEmpty() && other.words.isEmpty()) {
            return 1;
        }
        Map<String, Integer> open = new HashMap<>();
        words.forEach(word -> open.merge(word, 1, Integer::sum));
        int shared = 0;
        for (String word : other.words) {
            if (open.merge(word, -1, Integer::sum) >= 0) {
                shared++;
            }
        }
        return 2.0 * shared / (words.size() + other.words.size());
    }
}
