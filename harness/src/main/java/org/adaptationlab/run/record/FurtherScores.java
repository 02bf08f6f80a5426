package org.adaptationlab.run.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.score.GoldRank;
import org.adaptationlab.score.Metric;
import org.adaptationlab.score.Scorer;

/**
 * What finished calls have beside their main score: the scorer's further metrics, and how well the gold document was
 * retrieved. Judged from the rows, so that a resumed run has them too.
 */
final class FurtherScores {

    private static final List<Metric> OF_RETRIEVAL = List.of(Metric.RECALL_AT_K, Metric.RECIPROCAL_RANK, Metric.NDCG);

    private static final List<Metric> OF_ANSWERABLE = List.of(Metric.ANSWERABLE_RIGHT);

    private final Scorer scorer;
    private final Map<String, Example> examples;
    private final List<String> searchingModes;
    private final boolean someHaveNoAnswer;

    FurtherScores(RunPlan plan, Scorer scorer) {
        this.scorer = scorer;
        this.examples = plan.examples().stream().collect(Collectors.toMap(Example::id, Function.identity()));
        this.someHaveNoAnswer = plan.selected().stream().anyMatch(example -> !example.answerable());
        this.searchingModes = plan.modes().stream()
                .filter(mode -> mode.adaptation()
                        .retrieved()
                        .filter(retrieval -> retrieval.from() == RetrievalSpec.Source.CORPUS)
                        .isPresent())
                .map(mode -> mode.name())
                .toList();
    }

    /** The scores of all rows, in their order; failed calls have none. */
    List<ScoreRow> of(List<ExampleResult> rows) {
        List<ScoreRow> scores = new ArrayList<>();
        for (ExampleResult row : rows) {
            Example example = examples.get(row.exampleId());
            if (example != null && !(row.outcome() instanceof Outcome.Failed)) {
                add(scores, row, scorer.further(), answer(row.outcome(), example));
                add(scores, row, OF_RETRIEVAL, retrieval(row, example));
                add(scores, row, OF_ANSWERABLE, ofAnswerable(row, example));
            }
        }
        return scores;
    }

    private static void add(List<ScoreRow> scores, ExampleResult row, List<Metric> order, Map<Metric, Double> values) {
        for (Metric metric : order) {
            Double value = values.get(metric);
            if (value != null) {
                scores.add(ScoreRow.of(row, metric.column(), value));
            }
        }
    }

    private Map<Metric, Double> answer(Outcome outcome, Example example) {
        String answer = outcome.answer();
        if (answer != null) {
            return scorer.judge(answer, Outcomes.target(example)).further();
        }
        Map<Metric, Double> none = new HashMap<>();
        scorer.further().forEach(metric -> none.put(metric, 0.0));
        return none;
    }

    /** The main score once more, of the questions with an answer alone; where all have one it says nothing new. */
    private Map<Metric, Double> ofAnswerable(ExampleResult row, Example example) {
        Double score = row.outcome().score();
        return someHaveNoAnswer && example.answerable() && score != null
                ? Map.of(Metric.ANSWERABLE_RIGHT, score)
                : Map.of();
    }

    /** Only where something was searched for, and one document is known to hold the answer. */
    private Map<Metric, Double> retrieval(ExampleResult row, Example example) {
        boolean searched =
                searchingModes.contains(row.mode().mode()) && row.measurement().retrieveMs() != null;
        return searched && example.doc() != null ? new GoldRank(row.goldRank()).values() : Map.of();
    }
}
