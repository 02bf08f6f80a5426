package org.adaptationlab.lab;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.file.YamlSection;

/** Reads the {@code seeds} of a training. */
final class SeedsReader {

    /** The key. */
    static final String KEY = "seeds";

    private SeedsReader() {}

    /** The seeds in their order; 1 where there are none. What is wrong with them is reported. */
    static List<Long> read(YamlSection train) {
        List<String> words = train.texts(KEY).orElse(List.of("1"));
        List<Long> seeds = new ArrayList<>();
        for (String word : words) {
            try {
                seeds.add((long) Integer.parseInt(word));
            } catch (NumberFormatException e) {
                train.report(KEY, "must be whole numbers, but has \"" + word + "\"");
            }
        }
        if (words.isEmpty() || seeds.stream().distinct().count() < seeds.size()) {
            train.report(KEY, words.isEmpty() ? "must have at least one seed" : "has a seed twice");
        }
        return seeds;
    }
}
