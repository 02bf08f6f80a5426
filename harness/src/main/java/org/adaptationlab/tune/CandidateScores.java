package org.adaptationlab.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.TuningRecord.Effort;
import org.adaptationlab.result.summary.ExampleScores;

/**
 * What a candidate came to in all folds.
 *
 * @param scores by example, means over adapters
 * @param failed calls without a score
 */
record CandidateScores(Map<String, Double> scores, int failed, Effort effort) {

    CandidateScores {
        scores = new LinkedHashMap<>(scores);
    }

    /** A mean with its standard error, which is null for fewer than two values. */
    record Mean(int n, double value, double standardError) {

        /** Of some values; empty where there are none. The error of fewer than two is not known: it is infinite. */
        static Optional<Mean> of(List<Double> values) {
            int n = values.size();
            if (n == 0) {
                return Optional.empty();
            }
            double mean = values.stream().mapToDouble(Double::doubleValue).sum() / n;
            double squares = values.stream()
                    .mapToDouble(value -> (value - mean) * (value - mean))
                    .sum();
            return Optional.of(new Mean(n, mean, n < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(squares / (n - 1) / n)));
        }
    }

    /** Of the candidate of this name. */
    static CandidateScores of(String candidate, List<RunResults> folds) {
        Map<String, Double> scores = new LinkedHashMap<>();
        List<ExampleResult> rows = new ArrayList<>();
        double adaptSeconds = 0;
        for (RunResults fold : folds) {
            List<ExampleResult> own = fold.examples().stream()
                    .filter(row -> row.mode().mode().equals(candidate))
                    .toList();
            rows.addAll(own);
            scores.putAll(ExampleScores.meansOfAllAdapters(own));
            adaptSeconds += fold.provenance().facts().stream()
                    .filter(facts -> facts.mode().mode().equals(candidate))
                    .map(ModeFacts::adaptSeconds)
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .sum();
        }
        int failed =
                (int) rows.stream().filter(row -> row.outcome().score() == null).count();
        return new CandidateScores(scores, failed, effort(rows, adaptSeconds));
    }

    private static Effort effort(List<ExampleResult> rows, double adaptSeconds) {
        double ms = 0;
        long in = 0;
        long out = 0;
        for (ExampleResult row : rows) {
            ms += Objects.requireNonNullElse(row.measurement().waitMs(), 0.0);
            in += Objects.requireNonNullElse(row.measurement().inputTokens(), 0);
            out += Objects.requireNonNullElse(row.measurement().outputTokens(), 0);
        }
        return new Effort(rows.size(), ms / 1000, in, out, adaptSeconds);
    }

    Optional<Mean> mean() {
        return Mean.of(List.copyOf(scores.values()));
    }

    /** How far it is behind another on the examples that both have a score for; empty where there are none. */
    Optional<Mean> behind(CandidateScores other) {
        List<Double> differences = new ArrayList<>();
        other.scores.forEach((id, score) -> {
            Double own = scores.get(id);
            if (own != null) {
                differences.add(score - own);
            }
        });
        return Mean.of(differences);
    }
}
