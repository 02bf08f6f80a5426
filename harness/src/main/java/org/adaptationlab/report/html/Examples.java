package org.adaptationlab.report.html;

import java.util.ArrayList;
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
        Map<String, Map<String, List<ExampleResult>>> modes = new LinkedHashMap<>();
        ExampleScores.byMode(results.examples())
                .forEach((mode, rows) -> modes.put(mode, ExampleScores.byExample(rows)));
        Map<String, String> inputs = new LinkedHashMap<>();
        results.provenance().selection().examples().forEach(sample -> inputs.put(sample.id(), sample.input()));
        results.examples().forEach(row -> inputs.putIfAbsent(row.exampleId(), ""));
        inputs.keySet().removeIf(id -> modes.values().stream().noneMatch(answered -> answered.containsKey(id)));
        MetricWords metric = MetricWords.of(results.provenance().lab().metric());
        List<Card> cards = new ArrayList<>();
        int left = room;
        for (Map.Entry<String, String> input : inputs.entrySet()) {
            Card card = card(input.getKey(), input.getValue(), modes, metric);
            left -= card.characters();
            if (left < 0) {
                break;
            }
            cards.add(card);
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
