package org.adaptationlab.result.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.statistics.IntervalEstimate;
import org.adaptationlab.statistics.Sample;
import org.jspecify.annotations.Nullable;

/** The scores of further metrics put together by metric and mode; and what each mode comes to in each. */
public final class FurtherMetrics {

    private FurtherMetrics() {}

    /**
     * A row per mode and metric, in the order of the scores.
     *
     * @param examples what the scores are of
     * @param seed of what is drawn at random for intervals
     */
    public static List<MetricRow> of(List<ExampleResult> examples, List<ScoreRow> scores, long seed) {
        Map<String, Map<String, List<ScoreRow>>> byMode = new LinkedHashMap<>();
        for (ScoreRow row : scores) {
            byMode.computeIfAbsent(row.mode().mode(), mode -> new LinkedHashMap<>())
                    .computeIfAbsent(row.metric(), metric -> new ArrayList<>())
                    .add(row);
        }
        Map<String, String> documents = ModeScores.documents(examples);
        List<MetricRow> rows = new ArrayList<>();
        byMode.values().forEach(metrics -> metrics.values().forEach(own -> rows.add(row(own, documents, seed))));
        return rows;
    }

    /** By metric and mode, in the order of the scores. */
    static Map<String, Map<String, List<ScoreRow>>> byMetric(List<ScoreRow> scores) {
        Map<String, Map<String, List<ScoreRow>>> metrics = new LinkedHashMap<>();
        for (ScoreRow row : scores) {
            metrics.computeIfAbsent(row.metric(), metric -> new LinkedHashMap<>())
                    .computeIfAbsent(row.mode().mode(), mode -> new ArrayList<>())
                    .add(row);
        }
        return metrics;
    }

    private static MetricRow row(List<ScoreRow> scores, Map<String, String> documents, long seed) {
        Map<String, List<Double>> calls = new LinkedHashMap<>();
        scores.forEach(row ->
                calls.computeIfAbsent(row.exampleId(), id -> new ArrayList<>()).add(row.value()));
        double mean = calls.values().stream()
                .mapToDouble(FurtherMetrics::mean)
                .average()
                .orElse(Double.NaN);
        ModeIdentity first = scores.get(0).mode();
        boolean oneAdapter = scores.stream().map(ScoreRow::mode).distinct().count() == 1;
        return new MetricRow(
                oneAdapter ? first : new ModeIdentity(first.mode(), first.technique(), null, null),
                scores.get(0).metric(),
                calls.size(),
                mean,
                interval(ModeScores.ofScores(scores, documents), scores, seed));
    }

    private static @Nullable IntervalEstimate interval(ModeScores table, List<ScoreRow> scores, long seed) {
        List<String> examples = List.copyOf(table.examples());
        boolean rightOrWrong = scores.stream().allMatch(row -> row.value() == 0 || row.value() == 1);
        return examples.isEmpty()
                ? null
                : Sample.of(table.table(examples), rightOrWrong).meanInterval(seed);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
