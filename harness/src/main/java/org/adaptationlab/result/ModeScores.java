package org.adaptationlab.result;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adaptationlab.measure.Clusters;
import org.adaptationlab.measure.ScoreTable;

/** One mode's scores by adapter and example, each the mean over repetitions. */
final class ModeScores {

    private final List<Map<String, Double>> adapters = new ArrayList<>();
    private final Map<String, String> documents = new HashMap<>();

    /**
     * In the main metric.
     *
     * @param rows of one mode, its adapters together
     */
    ModeScores(List<ExampleResult> rows) {
        Map<ModeIdentity, List<ExampleResult>> byAdapter = new LinkedHashMap<>();
        for (ExampleResult row : rows) {
            byAdapter.computeIfAbsent(row.mode(), mode -> new ArrayList<>()).add(row);
            if (row.doc() != null) {
                documents.put(row.exampleId(), row.doc());
            }
        }
        byAdapter.values().forEach(own -> adapters.add(ExampleScores.means(own)));
    }

    /**
     * In a further metric.
     *
     * @param scores of one mode in one metric, its adapters together
     * @param documentOfExample id of the document that an example is about, where it is about one
     */
    ModeScores(List<ScoreRow> scores, Map<String, String> documentOfExample) {
        Map<ModeIdentity, Map<String, List<Double>>> byAdapter = new LinkedHashMap<>();
        for (ScoreRow row : scores) {
            byAdapter
                    .computeIfAbsent(row.mode(), mode -> new LinkedHashMap<>())
                    .computeIfAbsent(row.exampleId(), id -> new ArrayList<>())
                    .add(row.value());
        }
        byAdapter.values().forEach(own -> {
            Map<String, Double> means = new LinkedHashMap<>();
            own.forEach((id, values) -> means.put(
                    id,
                    values.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
            adapters.add(means);
        });
        documents.putAll(documentOfExample);
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
