package org.adaptationlab.dataset.sense;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.lab.AnswerWords;

/**
 * The form that a text shares with others: its words with rare ones and numbers taken for blanks to be filled in. Only a
 * text that consists mostly of words which other texts have too, has one.
 */
final class Templates {

    /** The number of a text that follows no template. */
    static final int NONE = -1;

    /** A word in so small a share of all texts may be what was filled in. */
    private static final double RARE = 0.01;

    private static final int RARE_AT_LEAST = 2;
    private static final int BLANK = -1;
    private static final int FEWEST_FIXED = 5;
    private static final double LEAST_FIXED = 0.6;

    private final int[] templates;

    private Templates(int[] templates) {
        this.templates = templates;
    }

    static Templates of(List<String> texts) {
        Vocabulary vocabulary = new Vocabulary();
        List<int[]> inWords = texts.stream().map(vocabulary::read).toList();
        int rare = Math.max(RARE_AT_LEAST, (int) (RARE * texts.size()));
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        int[] templates = new int[texts.size()];
        for (int i = 0; i < templates.length; i++) {
            List<Integer> form = form(inWords.get(i), vocabulary, rare);
            templates[i] = form.isEmpty() ? NONE : numbers.computeIfAbsent(form, key -> numbers.size());
        }
        return new Templates(templates);
    }

    /** The number of a text's template, or {@link #NONE}. */
    int of(int text) {
        return templates[text];
    }

    /** The words that are fixed, {@link #BLANK} for what stands between; empty where too little of the text is fixed. */
    private static List<Integer> form(int[] words, Vocabulary vocabulary, int rare) {
        List<Integer> form = new ArrayList<>();
        int fixed = 0;
        for (int word : words) {
            if (!vocabulary.isFilledIn(word, rare)) {
                fixed++;
                form.add(word);
            } else if (form.isEmpty() || form.get(form.size() - 1) != BLANK) {
                form.add(BLANK);
            }
        }
        return fixed < FEWEST_FIXED || fixed < LEAST_FIXED * words.length ? List.of() : form;
    }

    /** The words of all texts by number, so that a text is taken apart once and a word kept once. */
    private static final class Vocabulary {

        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<Boolean> numeric = new ArrayList<>();
        private final List<Integer> texts = new ArrayList<>();

        /** The words of a further text, in their order. */
        int[] read(String text) {
            int[] words = AnswerWords.of(text).words().stream()
                    .mapToInt(word -> numbers.computeIfAbsent(word, this::add))
                    .toArray();
            Arrays.stream(words).distinct().forEach(word -> texts.set(word, texts.get(word) + 1));
            return words;
        }

        private int add(String word) {
            numeric.add(word.chars().anyMatch(Character::isDigit));
            texts.add(0);
            return numeric.size() - 1;
        }

        /** Whether a word may be what was filled into a template: a number, or a word of few texts. */
        boolean isFilledIn(int word, int rare) {
            return numeric.get(word) || texts.get(word) <= rare;
        }
    }
}
