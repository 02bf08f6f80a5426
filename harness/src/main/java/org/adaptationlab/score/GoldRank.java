package org.adaptationlab.score;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the one document that holds the answer stands among the passages retrieved for a question.
 *
 * <p>Source of nDCG: K. Järvelin, J. Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20 (2002),
 * 422-446; with one relevant document the ideal gain is 1, so it is {@code 1 / log2(1 + rank)}.
 *
 * @param rank one-based rank of its first passage, null where it has none among them
 */
public record GoldRank(@Nullable Integer rank) {

    public GoldRank {
        if (rank != null && rank < 1) {
            throw new IllegalArgumentException("rank " + rank);
        }
    }

    /** Recall at k, reciprocal rank and nDCG at k. */
    public Map<Metric, Double> values() {
        return Map.of(
                Metric.RECALL_AT_K, rank == null ? 0.0 : 1.0,
                Metric.RECIPROCAL_RANK, rank == null ? 0.0 : 1.0 / rank,
                Metric.NDCG, rank == null ? 0.0 : Math.log(2) / Math.log(1.0 + rank));
    }
}
