package org.adaptationlab.score;

import java.util.Map;
import java.util.Objects;

/**
 * All that a scorer says of one answer.
 *
 * @param score in the scorer's main metric
 * @param further values of its further metrics, 0 to 1; a metric without a value could not be had
 */
public record Judgement(Score score, Map<Metric, Double> further) {

    public Judgement {
        Objects.requireNonNull(score, "score");
        further = Map.copyOf(further);
    }
}
