package org.adaptationlab.dataset.source;

import java.util.List;
import java.util.stream.Collectors;

/** Rows in a sentence. */
public final class RowNames {

    private static final int SHOWN = 5;

    private RowNames() {}

    /** Such as {@code line 2}, {@code rows 2 and 3}, or {@code items 2, 3, 5, 7, 9 and 12 more}. */
    public static String of(RowUnit unit, List<Integer> numbers) {
        String word = unit.word() + (numbers.size() == 1 ? " " : "s ");
        return word + list(numbers.stream().sorted().map(String::valueOf).toList());
    }

    /** The first five, joined by commas and "and"; of more, how many they are. */
    public static String list(List<String> names) {
        int shown = names.size() <= SHOWN + 1 ? names.size() : SHOWN;
        if (shown < names.size()) {
            return names.stream().limit(shown).collect(Collectors.joining(", ")) + " and " + (names.size() - shown)
                    + " more";
        }
        return shown < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, shown - 1)) + " and " + names.get(shown - 1);
    }
}
