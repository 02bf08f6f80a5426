package org.adaptationlab.report.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.VisibleText;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.summary.ExampleNumbers;
import org.adaptationlab.result.summary.ExampleScores;
import org.adaptationlab.result.summary.Means;
import org.adaptationlab.statistics.ScoreTable;

/** Examples that one mode has right and another wrong: a few of them, to see what the figures are made of. */
public final class Disagreements {

    private static final int OF_EACH_KIND = 6;
    private static final int OUTPUT_CHARACTERS = 80;

    private final ExampleNumbers numbers = new ExampleNumbers();
    private final Map<String, Means> means = new LinkedHashMap<>();
    private final Map<String, List<ExampleResult>> calls;
    private final Map<String, String> inputs = new HashMap<>();

    private Disagreements(RunResults results) {
        calls = ExampleScores.byMode(results.examples());
        calls.forEach((mode, rows) -> {
            Means scores = new Means();
            rows.forEach(row ->
                    scores.add(numbers.number(row.exampleId()), row.outcome().score()));
            means.put(mode, scores);
        });
        for (Provenance.Sample sample : results.provenance().selection().examples()) {
            inputs.put(sample.id(), sample.input());
        }
    }

    /** First examples that the recommended mode has wrong and another right, then the other way round. */
    public static Table table(RunResults results) {
        Disagreements all = new Disagreements(results);
        Decision decision = results.provenance().decision();
        String best = decision == null ? "" : decision.recommended();
        List<String> head = new ArrayList<>(List.of("example", "text", "target"));
        head.addAll(all.means.keySet());
        List<String> ids = new ArrayList<>();
        for (boolean bestIsRight : List.of(false, true)) {
            IntStream.range(0, all.means.containsKey(best) ? all.numbers.size() : 0)
                    .filter(example -> all.is(best, example, bestIsRight))
                    .filter(example ->
                            all.means.keySet().stream().anyMatch(mode -> all.is(mode, example, !bestIsRight)))
                    .limit(OF_EACH_KIND)
                    .mapToObj(all.numbers::id)
                    .forEach(ids::add);
        }
        return new Table(head, all.rows(ids), head.size());
    }

    /** Whether a mode has a score for an example, and it is right, or wrong. */
    private boolean is(String mode, int example, boolean right) {
        Means scores = Objects.requireNonNull(means.get(mode), mode);
        return scores.has(example) && ScoreTable.isRight(scores.of(example)) == right;
    }

    private List<List<String>> rows(List<String> ids) {
        Set<String> wanted = new HashSet<>(ids);
        Map<String, Map<String, List<ExampleResult>>> answered = new LinkedHashMap<>();
        calls.forEach((mode, rows) -> answered.put(
                mode,
                ExampleScores.byExample(rows.stream()
                        .filter(row -> wanted.contains(row.exampleId()))
                        .toList())));
        return ids.stream().map(id -> row(id, answered)).toList();
    }

    private List<String> row(String id, Map<String, Map<String, List<ExampleResult>>> answered) {
        List<String> cells = new ArrayList<>(List.of(id, inputs.getOrDefault(id, Figures.NOT_MEASURED)));
        cells.add(answered.values().stream()
                .flatMap(mode -> mode.getOrDefault(id, List.of()).stream())
                .findFirst()
                .map(ExampleResult::target)
                .orElse(Figures.NOT_MEASURED));
        answered.forEach((mode, rows) -> cells.add(cell(mode, id, rows.getOrDefault(id, List.of()))));
        return cells;
    }

    private String cell(String mode, String id, List<ExampleResult> own) {
        if (own.isEmpty()) {
            return Figures.NOT_MEASURED;
        }
        Outcome outcome = own.get(0).outcome();
        String shown = Objects.requireNonNullElse(
                outcome.answer(),
                outcome.word() + ": "
                        + VisibleText.of(
                                Objects.requireNonNullElse(
                                        outcome.output(), Objects.requireNonNullElse(outcome.error(), "")),
                                OUTPUT_CHARACTERS));
        int example = numbers.number(id);
        String mark = is(mode, example, true) ? "✓\u00a0" : is(mode, example, false) ? "✗\u00a0" : "";
        return mark + shown + (own.size() > 1 ? " (first of " + own.size() + ")" : "");
    }
}
