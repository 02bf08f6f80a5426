package org.adaptationlab.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.adaptationlab.measure.Metric;
import org.adaptationlab.measure.PairedTable;

/** Compares every two modes on the examples both answered. */
public final class Comparisons {

    private Comparisons() {}

    /**
     * A row per pair, the mode that comes first in the rows as {@code modeA}. An example where one of the two has no
     * score leaves the pair. The statistics are left open.
     */
    public static List<ComparisonRow> of(List<ExampleResult> rows, Metric metric) {
        Map<String, List<ExampleResult>> modes = ExampleScores.byMode(rows);
        List<String> names = List.copyOf(modes.keySet());
        List<Map<String, Double>> means =
                modes.values().stream().map(ExampleScores::means).toList();
        List<ComparisonRow> all = new ArrayList<>();
        for (int a = 0; a < names.size(); a++) {
            for (int b = a + 1; b < names.size(); b++) {
                all.add(new ComparisonRow(
                        names.get(a),
                        names.get(b),
                        metric.column(),
                        pairs(means.get(a), means.get(b)),
                        ComparisonRow.Statistics.NONE));
            }
        }
        return all;
    }

    private static PairedTable pairs(Map<String, Double> a, Map<String, Double> b) {
        List<String> shared = a.keySet().stream().filter(b::containsKey).toList();
        return PairedTable.of(scores(a, shared), scores(b, shared));
    }

    private static double[] scores(Map<String, Double> means, List<String> ids) {
        return ids.stream().mapToDouble(id -> means.getOrDefault(id, 0.0)).toArray();
    }
}
