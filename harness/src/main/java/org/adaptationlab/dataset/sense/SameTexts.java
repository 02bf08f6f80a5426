package org.adaptationlab.dataset.sense;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adaptationlab.lab.LabelText;

/**
 * Rows with one text and different targets.
 *
 * @param rows of the text, in their order
 */
public record SameTexts(List<SenseRow> rows) {

    public SameTexts {
        rows = List.copyOf(rows);
    }

    /** The groups in the order of their first rows; case, width, accents' encoding and blanks do not tell texts apart. */
    public static List<SameTexts> in(List<SenseRow> rows) {
        Map<String, List<SenseRow>> byText = new LinkedHashMap<>();
        for (SenseRow row : rows) {
            byText.computeIfAbsent(LabelText.fold(row.input()), text -> new ArrayList<>(1))
                    .add(row);
        }
        return byText.values().stream()
                .filter(same -> same.size() > 1
                        && same.stream().map(SameTexts::answer).distinct().count() > 1)
                .map(SameTexts::new)
                .toList();
    }

    /** The target that more rows have than any other; empty where two share that place. */
    public Optional<String> majority() {
        List<Map.Entry<String, Long>> counts = counts().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
        return counts.get(0).getValue() > counts.get(1).getValue()
                ? Optional.of(counts.get(0).getKey())
                : Optional.empty();
    }

    /** What a row's answer is, in the form in which answers are compared. */
    public static String answer(SenseRow row) {
        return row.answerable() ? LabelText.fold(row.target()) : "";
    }

    /** How many rows cannot be right together with the most frequent target. */
    int surplus() {
        return (int) (rows.size()
                - counts().values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private Map<String, Long> counts() {
        return rows.stream()
                .collect(Collectors.groupingBy(SameTexts::answer, LinkedHashMap::new, Collectors.counting()));
    }
}
