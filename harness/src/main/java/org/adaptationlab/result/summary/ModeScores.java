package org.adaptationlab.result.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.statistics.Clusters;
import org.adaptationlab.statistics.ScoreTable;

/** One mode's scores in one metric by adapter and example, each the mean over repetitions. */
final class ModeScores {

    private final List<Map<String, Double>> adapters;
    private final Map<String, String> documents;

    private ModeScores(List<Map<String, Double>> adapters, Map<String, String> documents) {
        this.adapters = adapters;
        this.documents = documents;
    }

    /** In the main metric; {@code rows} are of one mode, its adapters together. */
    static ModeScores of(List<ExampleResult> rows) {
        Map<ModeIdentity, List<ExampleResult>> byAdapter = new LinkedHashMap<>();
        rows.forEach(row ->
                byAdapter.computeIfAbsent(row.mode(), mode -> new ArrayList<>()).add(row));
        return new ModeScores(
                byAdapter.values().stream().map(ExampleScores::means).toList(), documents(rows));
    }

    /** In a further metric; {@code rows} are of one mode and metric. */
    static ModeScores ofScores(List<ScoreRow> rows, Map<String, String> documents) {
        Map<ModeIdentity, Map<String, List<Double>>> byAdapter = new LinkedHashMap<>();
        rows.forEach(row -> byAdapter
                .computeIfAbsent(row.mode(), mode -> new LinkedHashMap<>())
                .computeIfAbsent(row.exampleId(), id -> new ArrayList<>())
                .add(row.value()));
        return new ModeScores(byAdapter.values().stream().map(ModeScores::means).toList(), documents);
    }

    /** The document of each example that is about one. */
    static Map<String, String> documents(List<ExampleResult> rows) {
        Map<String, String> documents = new HashMap<>();
        for (ExampleResult row : rows) {
            if (row.doc() != null) {
                documents.put(row.exampleId(), row.doc());
            }
        }
        return documents;
    }

    private static Map<String, Double> means(Map<String, List<Double>> calls) {
        Map<String, Double> means = new LinkedHashMap<>();
        calls.forEach((id, values) -> means.put(
                id, values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN)));
        return means;
    }

    /** The examples that every adapter has a score for, in their order: a failed call takes its example out. */
    Set<String> examples() {
        Set<String> complete = new LinkedHashSet<>(adapters.get(0).keySet());
        adapters.forEach(adapter -> complete.retainAll(adapter.keySet()));
        return complete;
    }

    /** The scores of examples that every adapter has; those about one document belong together. */
    ScoreTable table(List<String> ids) {
        double[][] scores = adapters.stream()
                .map(adapter -> ids.stream()
                        .mapToDouble(id -> adapter.getOrDefault(id, Double.NaN))
                        .toArray())
                .toArray(double[][]::new);
        return new ScoreTable(scores, clusters(ids));
    }

    private Clusters clusters(List<String> ids) {
        return Clusters.of(ids.stream().map(documents::get).toList());
    }
}
