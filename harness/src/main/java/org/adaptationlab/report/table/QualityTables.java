package org.adaptationlab.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.Notes;
import org.adaptationlab.report.words.PairWords;
import org.adaptationlab.result.QualityDetails;
import org.adaptationlab.result.QualityDetails.Retrieval;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.summary.ComparisonRow;
import org.adaptationlab.result.summary.MetricRow;
import org.adaptationlab.score.Abstention;
import org.adaptationlab.score.Metric;
import org.adaptationlab.score.RetrievalOutcome;

/** Tables of what stands beside the main metric; those that a run has nothing for have no rows. */
public final class QualityTables {

    private static final Set<String> WITH_FIGURES_OF_THEIR_OWN = Set.of(
            Metric.RECALL_AT_K.column(),
            Metric.RECIPROCAL_RANK.column(),
            Metric.NDCG.column(),
            Metric.REFUSED.column());

    private QualityTables() {}

    /** The tables by title, in the order they are shown. */
    public static Map<String, Table> of(RunResults results) {
        Map<String, Table> tables = new LinkedHashMap<>();
        List<MetricRow> further = results.metrics();
        tables.put("Macro-F1", macroF1(results, new ResultTables(results)));
        tables.put(Notes.FURTHER_METRICS, metrics(further));
        tables.put(Notes.AGAINST_BASELINE, differences(results.furtherComparisons()));
        tables.put("Retrieval", retrieval(QualityDetails.retrieval(results), further));
        tables.put(Notes.RECALL_BY_SLICE, recallBySlice(results));
        tables.put("Refusals", refusals(QualityDetails.abstention(results)));
        tables.put(Notes.SETTINGS, TuningTable.of(results));
        tables.values().removeIf(table -> table.rows().isEmpty());
        return tables;
    }

    private static Table macroF1(RunResults results, ResultTables labels) {
        List<List<String>> rows = results.summaries().stream()
                .filter(row -> row.quality().macroF1() != null)
                .map(row -> List.of(
                        labels.label(row.mode()),
                        Figures.ratio(row.quality().macroF1()),
                        Figures.ratios(row.quality().macroF1Interval())))
                .toList();
        return new Table(List.of("mode", "macro-F1", Figures.INTERVAL), rows, 1);
    }

    private static Table metrics(List<MetricRow> all) {
        Map<String, Map<String, String>> modes = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        for (MetricRow row : all) {
            if (!WITH_FIGURES_OF_THEIR_OWN.contains(row.metric())) {
                names.add(row.metric());
                modes.computeIfAbsent(row.mode().mode(), mode -> new LinkedHashMap<>())
                        .put(row.metric(), mean(row) + " of " + row.n());
            }
        }
        List<List<String>> rows = new ArrayList<>();
        modes.forEach((mode, cells) -> {
            List<String> row = new ArrayList<>(List.of(mode));
            names.forEach(name -> row.add(cells.getOrDefault(name, Figures.NOT_MEASURED)));
            rows.add(row);
        });
        List<String> head = new ArrayList<>(List.of("mode"));
        names.forEach(name -> head.add(name + " (" + Figures.INTERVAL + ")"));
        return new Table(head, rows, 1);
    }

    private static String mean(MetricRow row) {
        return Figures.percent(row.mean()) + " (" + Figures.interval(row.interval()) + ")";
    }

    private static String ratio(MetricRow row) {
        return Figures.ratio(row.mean()) + " (" + Figures.ratios(row.interval()) + ")";
    }

    private static Table differences(List<ComparisonRow> comparisons) {
        return new Table(
                List.of("A", "B", "metric", "finding", "pairs", "A − B points", Figures.INTERVAL, "p", "p adjusted"),
                comparisons.stream()
                        .filter(row -> row.pairs().n() > 0)
                        .map(row -> List.of(
                                row.modeA(),
                                row.modeB(),
                                row.metric(),
                                PairWords.finding(row),
                                Integer.toString(row.pairs().n()),
                                Figures.signedPoints(row.pairs().difference()),
                                Figures.signedPoints(row.statistics().interval()),
                                PairWords.p(row.statistics()),
                                PairWords.adjustedP(row.statistics())))
                        .toList(),
                4);
    }

    private static Table retrieval(Map<String, Retrieval> modes, List<MetricRow> further) {
        List<Metric> metrics = List.of(Metric.RECALL_AT_K, Metric.RECIPROCAL_RANK, Metric.NDCG);
        List<String> head = new ArrayList<>(List.of("mode", "n", "recall@k", "MRR", "nDCG@k"));
        for (RetrievalOutcome outcome : RetrievalOutcome.values()) {
            head.add(outcome.word());
        }
        List<List<String>> rows = new ArrayList<>();
        modes.forEach((mode, found) -> {
            List<String> row = new ArrayList<>(List.of(mode, Integer.toString(found.n())));
            for (Metric metric : metrics) {
                row.add(further.stream()
                        .filter(one ->
                                one.mode().mode().equals(mode) && one.metric().equals(metric.column()))
                        .map(one -> metric.equals(Metric.RECALL_AT_K) ? mean(one) : ratio(one))
                        .findFirst()
                        .orElse(Figures.NOT_MEASURED));
            }
            for (RetrievalOutcome outcome : RetrievalOutcome.values()) {
                row.add(Integer.toString(found.outcomes().getOrDefault(outcome, 0)));
            }
            rows.add(row);
        });
        return new Table(head, rows, 1);
    }

    /** A row for each slice; none where nothing is retrieved, or all examples are of one slice. */
    private static Table recallBySlice(RunResults results) {
        List<String> modes = results.metrics().stream()
                .filter(row -> row.metric().equals(Metric.RECALL_AT_K.column()))
                .map(row -> row.mode().mode())
                .toList();
        List<List<String>> rows = new ArrayList<>();
        if (!modes.isEmpty()) {
            results.bySlice(Metric.RECALL_AT_K).forEach((slice, found) -> {
                Map<String, String> cells = found.stream()
                        .collect(Collectors.toMap(row -> row.mode().mode(), row -> mean(row) + " of " + row.n()));
                List<String> row = new ArrayList<>(List.of(slice));
                modes.forEach(mode -> row.add(cells.getOrDefault(mode, Figures.NOT_MEASURED)));
                if (!cells.isEmpty()) { // else a slice whose examples have no document
                    rows.add(row);
                }
            });
        }
        List<String> head = new ArrayList<>(List.of("slice"));
        modes.forEach(mode -> head.add(mode + " (" + Figures.INTERVAL + ")"));
        return new Table(head, rows.size() > 1 ? rows : List.of(), 1);
    }

    private static Table refusals(Map<String, Abstention> modes) {
        List<String> head = List.of(
                "mode",
                "refused of those without an answer",
                Figures.INTERVAL,
                "refusals that were right",
                Figures.INTERVAL,
                "refused of those with an answer",
                Figures.INTERVAL);
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
