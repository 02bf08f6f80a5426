package org.adaptationlab.report.html;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.adaptationlab.report.words.MetricWords;
import org.adaptationlab.report.words.VisibleText;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.summary.ExampleScores;

/**
 * The examples with what every mode answered, for the browser of examples.
 *
 * @param metric how the answers were judged
 * @param baseline place of the baseline among the modes, -1 where it was not measured
 * @param omitted examples from the first on that would have made the page too large; examples.csv has them all
 */
public record Examples(
        MetricWords metric, List<String> modes, int baseline, List<String> slices, List<Card> cards, int omitted) {

    /** How many of them are printed; the style of the page has the same number. */
    public static final int PRINTED = 24;

    private static final int INPUT_CHARACTERS = 600;
    private static final int TARGET_CHARACTERS = 300;
    private static final int PAGE_CHARACTERS = 1_000_000;
    private static final int FIRST_PART = 1_000;
    /** Each part is a pass over all rows, and few examples more are looked up than have room. */
    private static final int GROWTH = 8;

    /** An example; {@code slice} is empty where it has none. */
    record Card(String id, String slice, String input, String target, List<AnswerCell> answers) {

        private int characters() {
            return id.length()
                    + input.length()
                    + target.length()
                    + answers.stream().mapToInt(AnswerCell::characters).sum();
        }
    }

    /** How many there are, the omitted among them. */
    public int all() {
        return cards.size() + omitted;
    }

    /** As many of a run's examples as keep the page small enough to be opened anywhere. */
    public static Examples of(RunResults results) {
        return of(results, PAGE_CHARACTERS);
    }

    /**
     * The first of a run's examples.
     *
     * @param room for so many characters
     */
    static Examples of(RunResults results, int room) {
        Map<String, List<ExampleResult>> modes = ExampleScores.byMode(results.examples());
        Map<String, String> inputs = new LinkedHashMap<>();
        results.provenance().selection().examples().forEach(sample -> inputs.put(sample.id(), sample.input()));
        Set<String> asked = new LinkedHashSet<>();
        results.examples().forEach(row -> asked.add(row.exampleId()));
        inputs.keySet().retainAll(asked);
        asked.forEach(id -> inputs.putIfAbsent(id, ""));
        MetricWords metric = MetricWords.of(results.provenance().lab().metric());
        List<Card> cards = new ArrayList<>();
        List<String> ids = List.copyOf(inputs.keySet());
        int left = room;
        for (int from = 0, length = FIRST_PART; from < ids.size() && left >= 0; from += length, length *= GROWTH) {
            List<String> part = ids.subList(from, Math.min(ids.size(), from + length));
            Map<String, Map<String, List<ExampleResult>>> answered = of(part, modes);
            for (String id : part) {
                Card card = card(id, inputs.getOrDefault(id, ""), answered, metric);
                left -= card.characters();
                if (left < 0) {
                    break;
                }
                cards.add(card);
            }
        }
        List<String> names = List.copyOf(modes.keySet());
        Set<String> slices = new LinkedHashSet<>();
        cards.stream().map(Card::slice).filter(slice -> !slice.isEmpty()).forEach(slices::add);
        return new Examples(
                metric,
                names,
                names.indexOf(results.provenance().lab().baseline()),
                List.copyOf(slices),
                cards,
                inputs.size() - cards.size());
    }

    /** What each mode answered to these examples: few of very many have room. */
    private static Map<String, Map<String, List<ExampleResult>>> of(
            List<String> ids, Map<String, List<ExampleResult>> modes) {
        Set<String> wanted = new HashSet<>(ids);
        Map<String, Map<String, List<ExampleResult>>> answered = new LinkedHashMap<>();
        modes.forEach((mode, rows) -> answered.put(
                mode,
                ExampleScores.byExample(rows.stream()
                        .filter(row -> wanted.contains(row.exampleId()))
                        .toList())));
        return answered;
    }

    private static Card card(
            String id, String input, Map<String, Map<String, List<ExampleResult>>> modes, MetricWords metric) {
        List<AnswerCell> answers = new ArrayList<>();
        String slice = "";
        String target = "";
        int mode = 0;
        for (Map<String, List<ExampleResult>> examples : modes.values()) {
            List<ExampleResult> calls = examples.getOrDefault(id, List.of());
            if (!calls.isEmpty()) {
                slice = Objects.requireNonNullElse(calls.get(0).slice(), "");
                target = calls.get(0).target();
                answers.add(AnswerCell.of(mode, calls, metric));
            }
            mode++;
        }
        return new Card(
                id,
                slice,
                VisibleText.cut(input, INPUT_CHARACTERS),
                VisibleText.cut(target, TARGET_CHARACTERS),
                answers);
    }
}
