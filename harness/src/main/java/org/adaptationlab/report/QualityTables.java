package org.adaptationlab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adaptationlab.measure.Abstention;
import org.adaptationlab.measure.RetrievalOutcome;
import org.adaptationlab.result.QualityDetails;
import org.adaptationlab.result.QualityDetails.MetricMean;
import org.adaptationlab.result.QualityDetails.Retrieval;
import org.adaptationlab.result.RunResults;

/** Tables of what stands beside the main metric; those that a run has nothing for have no rows. */
final class QualityTables {

    private QualityTables() {}

    /** The tables by title, in the order they are shown. */
    static Map<String, Table> of(RunResults results) {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("Further metrics", metrics(QualityDetails.metrics(results)));
        tables.put("Retrieval", retrieval(QualityDetails.retrieval(results)));
        tables.put("Refusals", refusals(QualityDetails.abstention(results)));
        tables.values().removeIf(table -> table.rows().isEmpty());
        return tables;
    }

    private static Table metrics(Map<String, Map<String, MetricMean>> modes) {
        Set<String> names = new LinkedHashSet<>();
        modes.values().forEach(metrics -> names.addAll(metrics.keySet()));
        List<List<String>> rows = new ArrayList<>();
        modes.forEach((mode, metrics) -> {
            List<String> row = new ArrayList<>(List.of(mode));
            for (String name : names) {
                MetricMean mean = metrics.get(name);
                row.add(mean == null ? Figures.NOT_MEASURED : Figures.percent(mean.mean()) + " of " + mean.n());
            }
            rows.add(row);
        });
        List<String> head = new ArrayList<>(List.of("mode"));
        head.addAll(names);
        return new Table(head, rows, 1);
    }

    private static Table retrieval(Map<String, Retrieval> modes) {
        List<String> head = new ArrayList<>(List.of("mode", "n", "recall@k", "MRR", "nDCG@k"));
        for (RetrievalOutcome outcome : RetrievalOutcome.values()) {
            head.add(outcome.word());
        }
        List<List<String>> rows = new ArrayList<>();
        modes.forEach((mode, found) -> {
            List<String> row = new ArrayList<>(List.of(
                    mode,
                    Integer.toString(found.n()),
                    Figures.percent(found.recallAtK()),
                    Figures.ratio(found.mrr()),
                    Figures.ratio(found.ndcg())));
            for (RetrievalOutcome outcome : RetrievalOutcome.values()) {
                row.add(Integer.toString(found.outcomes().getOrDefault(outcome, 0)));
            }
            rows.add(row);
        });
        return new Table(head, rows, 1);
    }

    private static Table refusals(Map<String, Abstention> modes) {
        List<String> head = List.of(
                "mode",
                "refused of those without an answer",
                "95 % interval",
                "refusals that were right",
                "95 % interval",
                "refused of those with an answer",
                "95 % interval");
        List<List<String>> rows = new ArrayList<>();
        modes.forEach((mode, found) -> {
            List<String> row = new ArrayList<>(List.of(mode));
            for (Abstention.Rate rate : List.of(found.recall(), found.precision(), found.falseAbstention())) {
                row.add(Figures.percent(rate.value()) + " of " + rate.n());
                row.add(Figures.interval(rate.interval()));
            }
            rows.add(row);
        });
        return new Table(head, rows, 1);
    }
}
