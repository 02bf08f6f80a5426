package org.adaptationlab.score;

import java.util.Objects;

/**
 * Something measured, that knows its unit and its good side.
 *
 * @param column its name in result files
 */
public record Metric(String column, String unit, Direction better) {

    /** Share of right answers among all that did not fail. */
    public static final Metric ACCURACY = share("accuracy");

    /** Whether a short answer is right by the match of its task. */
    public static final Metric ANSWER_MATCH = share("answer_match");

    /** Whether a question that has an answer got it; a question without an answer has none of this. */
    public static final Metric ANSWERABLE_RIGHT = share("answerable_right");

    /** Whether the words of a short answer are those of the target or an alias. */
    public static final Metric EXACT_MATCH = share("exact_match");

    /** Whether the target or an alias occurs in a short answer as whole words. */
    public static final Metric ANSWER_CONTAINED = share("answer_contained");

    /** Harmonic mean of precision and recall of a short answer's words. */
    public static final Metric TOKEN_F1 = share("token_f1");

    /** Whether an answer is a refusal; good or bad by the question. */
    public static final Metric REFUSED = new Metric("refused", "share", Direction.NEITHER);

    /** Harmonic mean of precision and recall of an extraction's fields. */
    public static final Metric FIELD_F1 = share("field_f1");

    /** Share of an extraction's fields that are right. */
    public static final Metric FIELD_PRECISION = share("field_precision");

    /** Share of the target's fields that an extraction has right. */
    public static final Metric FIELD_RECALL = share("field_recall");

    /** Whether an extraction satisfies the schema. */
    public static final Metric SCHEMA_VALID = share("schema_valid");

    /** Whether an extraction satisfies the schema and has every field right, and none besides. */
    public static final Metric JSON_EXACT = share("json_exact");

    /** Whether the gold document is among the k passages that were retrieved. */
    public static final Metric RECALL_AT_K = share("recall_at_k");

    /** One over the rank of the gold document's first passage, 0 where there is none; its mean is MRR. */
    public static final Metric RECIPROCAL_RANK = share("reciprocal_rank");

    /** How high the gold document stands among the k passages, discounted by the logarithm of its rank. */
    public static final Metric NDCG = share("ndcg");

    public Metric {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(better, "better");
    }

    private static Metric share(String column) {
        return new Metric(column, "share", Direction.HIGHER);
    }

    /** Which way is better. */
    public enum Direction {
        HIGHER,
        LOWER,
        /** It describes and does not judge. */
        NEITHER
    }
}
