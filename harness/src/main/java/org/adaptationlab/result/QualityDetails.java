package org.adaptationlab.result;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.result.summary.ExampleScores;
import org.adaptationlab.score.Abstention;
import org.adaptationlab.score.Metric;
import org.adaptationlab.score.RetrievalOutcome;
import org.adaptationlab.statistics.ScoreTable;

/**
 * How modes retrieve and refuse. An example counts once: with the mean of its calls, or, where only yes and
 * no are possible, as what most of its calls are.
 */
public final class QualityDetails {

    /** Calls by mode. */
    private final Map<String, List<ExampleResult>> calls;
    /** Mean over an example's calls, by mode, metric and example. */
    private final Map<String, Map<String, Map<String, Double>>> means = new LinkedHashMap<>();

    private QualityDetails(RunResults results) {
        this.calls = ExampleScores.byMode(results.examples());
        Map<String, Map<String, Map<String, List<Double>>>> values = new LinkedHashMap<>();
        for (ScoreRow row : results.scores()) {
            values.computeIfAbsent(row.mode().mode(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(row.metric(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(row.exampleId(), key -> new ArrayList<>())
                    .add(row.value());
        }
        values.forEach((mode, metrics) -> metrics.forEach((metric, calls) ->
                means.computeIfAbsent(mode, key -> new LinkedHashMap<>()).put(metric, meanOfEach(calls))));
    }

    /**
     * How well the gold document was found, over the {@code n} examples that have one.
     *
     * @param recallAtK share of examples with it among the passages
     * @param mrr mean reciprocal rank
     * @param ndcg mean nDCG at k
     * @param outcomes how many examples came to each; those that could not be judged are in none
     */
    public record Retrieval(int n, double recallAtK, double mrr, double ndcg, Map<RetrievalOutcome, Integer> outcomes) {

        public Retrieval {
            outcomes = Map.copyOf(outcomes);
        }
    }

    /** How well each mode that searches the corpus found the gold documents, and what became of the answers. */
    public static Map<String, Retrieval> retrieval(RunResults results) {
        if (results.scores().isEmpty()) {
            return Map.of();
        }
        QualityDetails details = new QualityDetails(results);
        Map<String, Retrieval> all = new LinkedHashMap<>();
        details.means.forEach((mode, metrics) -> {
            Map<String, Double> recall = metrics.getOrDefault(Metric.RECALL_AT_K.column(), Map.of());
            if (!recall.isEmpty()) {
                all.put(
                        mode,
                        new Retrieval(
                                recall.size(),
                                mean(recall),
                                mean(metrics.getOrDefault(Metric.RECIPROCAL_RANK.column(), Map.of())),
                                mean(metrics.getOrDefault(Metric.NDCG.column(), Map.of())),
                                details.outcomes(mode, recall)));
            }
        });
        return all;
    }

    /** Refusals by mode; none where the data have no question without an answer. */
    public static Map<String, Abstention> abstention(RunResults results) {
        if (results.scores().isEmpty()) {
            return Map.of();
        }
        QualityDetails details = new QualityDetails(results);
        Map<String, Boolean> answerable = new LinkedHashMap<>();
        for (ExampleResult row : results.examples()) {
            if (row.answerable() != null) {
                answerable.put(row.exampleId(), row.answerable());
            }
        }
        Map<String, Abstention> all = new LinkedHashMap<>();
        details.means.forEach((mode, metrics) -> {
            List<Abstention.Case> cases = metrics.getOrDefault(Metric.REFUSED.column(), Map.of()).entrySet().stream()
                    .filter(refused -> answerable.containsKey(refused.getKey()))
                    .map(refused -> new Abstention.Case(
                            Boolean.TRUE.equals(answerable.get(refused.getKey())),
                            ScoreTable.isRight(refused.getValue())))
                    .toList();
            if (!cases.isEmpty() && answerable.containsValue(false)) {
                all.put(mode, Abstention.of(cases));
            }
        });
        return all;
    }

    private Map<RetrievalOutcome, Integer> outcomes(String mode, Map<String, Double> recall) {
        Map<RetrievalOutcome, Integer> counts = new EnumMap<>(RetrievalOutcome.class);
        Map<String, Double> scores = ExampleScores.meansOfAllAdapters(calls.getOrDefault(mode, List.of()));
        recall.forEach((id, found) -> {
            Double score = scores.get(id);
            if (score != null) {
                counts.merge(
                        RetrievalOutcome.of(ScoreTable.isRight(score), ScoreTable.isRight(found)), 1, Integer::sum);
            }
        });
        return counts;
    }

    private static Map<String, Double> meanOfEach(Map<String, List<Double>> calls) {
        return calls.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> mean(entry.getValue()), (a, b) -> a, LinkedHashMap::new));
    }

    private static double mean(Map<String, Double> values) {
        return mean(List.copyOf(values.values()));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
