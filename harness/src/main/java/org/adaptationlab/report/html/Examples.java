package org.adaptationlab.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.adaptationlab.report.words.VisibleText;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.summary.ExampleScores;

/**
 * The examples with what every mode answered, for the browser of examples.
 *
 * @param baseline place of the baseline among the modes, -1 where it was not measured
 * @param omitted examples that would make the page too large; examples.csv has them all
 */
public record Examples(List<String> modes, int baseline, List<String> slices, List<Card> cards, int omitted) {

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

    public static Examples of(RunResults results) {
        Map<String, Map<String, List<ExampleResult>>> modes = new LinkedHashMap<>();
        ExampleScores.byMode(results.examples())
                .forEach((mode, rows) -> modes.put(mode, ExampleScores.byExample(rows)));
        Map<String, String> inputs = new LinkedHashMap<>();
        results.provenance().selection().examples().forEach(sample -> inputs.put(sample.id(), sample.input()));
        results.examples().forEach(row -> inputs.putIfAbsent(row.exampleId(), ""));
        List<Card> cards = new ArrayList<>();
        int room = PAGE_CHARACTERS;
        int omitted = 0;
        for (Map.Entry<String, String> input : inputs.entrySet()) {
            String id = input.getKey();
            if (modes.values().stream().noneMatch(examples -> examples.containsKey(id))) {
                continue; // a run that ended early did not come to it
            }
            if (omitted == 0) {
                Card card = card(id, input.getValue(), modes);
                room -= card.characters();
                if (room >= 0) {
                    cards.add(card);
                    continue;
                }
            }
            omitted++;
        }
        List<String> names = List.copyOf(modes.keySet());
        Set<String> slices = new LinkedHashSet<>();
        cards.stream().map(Card::slice).filter(slice -> !slice.isEmpty()).forEach(slices::add);
        return new Examples(names, names.indexOf(baseline(results.provenance())), List.copyOf(slices), cards, omitted);
    }

    private static String baseline(Provenance provenance) {
        return provenance.lab().baseline();
    }

    private static Card card(String id, String input, Map<String, Map<String, List<ExampleResult>>> modes) {
        List<AnswerCell> answers = new ArrayList<>();
        String slice = "";
        String target = "";
        int mode = 0;
        for (Map<String, List<ExampleResult>> examples : modes.values()) {
            List<ExampleResult> calls = examples.getOrDefault(id, List.of());
            if (!calls.isEmpty()) {
                slice = Objects.requireNonNullElse(calls.get(0).slice(), "");
                target = calls.get(0).target();
                answers.add(AnswerCell.of(mode, calls));
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
