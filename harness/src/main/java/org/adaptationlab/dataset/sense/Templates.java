package org.adaptationlab.dataset.sense;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
    private static final int FEWEST_FIXED = 5;
    private static final double LEAST_FIXED = 0.6;

    private final int[] templates;

    private Templates(int[] templates) {
        this.templates = templates;
    }

    static Templates of(List<String> texts) {
        Map<String, Integer> frequencies = new HashMap<>();
        for (String text : texts) {
            new HashSet<>(AnswerWords.of(text).words()).forEach(word -> frequencies.merge(word, 1, Integer::sum));
        }
        int rare = Math.max(RARE_AT_LEAST, (int) (RARE * texts.size()));
        Map<String, Integer> numbers = new HashMap<>();
        int[] templates = new int[texts.size()];
        for (int i = 0; i < templates.length; i++) {
            String form = form(texts.get(i), frequencies, rare);
            templates[i] = form.isEmpty() ? NONE : numbers.computeIfAbsent(form, key -> numbers.size());
        }
        return new Templates(templates);
    }

    /** The number of a text's template, or {@link #NONE}. */
    int of(int text) {
        return templates[text];
    }

    /** Empty where too little of the text is fixed. */
    private static String form(String text, Map<String, Integer> frequencies, int rare) {
        List<String> form = new ArrayList<>();
        int fixed = 0;
        List<String> words = AnswerWords.of(text).words();
        for (String word : words) {
            boolean filled =
                    frequencies.getOrDefault(word, 0) <= rare || word.chars().anyMatch(Character::isDigit);
            fixed += filled ? 0 : 1;
            if (!filled) {
                form.add(word);
            } else if (form.isEmpty() || !form.get(form.size() - 1).equals("_")) {
                form.add("_");
            }
        }
        return fixed < FEWEST_FIXED || fixed < LEAST_FIXED * words.size() ? "" : String.join(" ", form);
    }
}
