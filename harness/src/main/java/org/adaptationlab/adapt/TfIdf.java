package org.adaptationlab.adapt;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@link SearchTerms}, counted and weighted by {@code ln((1 + n) / (1 + df)) + 1} of the texts it was fitted on, scaled
 * to length 1. Words that none of those texts has are not seen.
 */
final class TfIdf implements TextFeatures {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Double> weights = new HashMap<>();

    /** Fits vocabulary and weights on texts. */
    TfIdf(List<String> texts) {
        SortedMap<String, Integer> textsWith = new TreeMap<>();
        for (String text : texts) {
            counts(text).keySet().forEach(word -> textsWith.merge(word, 1, Integer::sum));
        }
        textsWith.forEach((word, count) -> {
            numbers.put(word, numbers.size() + 1);
            weights.put(word, Math.log((1.0 + texts.size()) / (1 + count)) + 1);
        });
    }

    @Override
    public Feature[] of(String text) {
        SortedMap<Integer, Double> values = new TreeMap<>();
        counts(text).forEach((word, count) -> {
            Double weight = weights.get(word);
            Integer number = numbers.get(word);
            if (weight != null && number != null) {
                values.put(number, count * weight);
            }
        });
        double length = Math.sqrt(
                values.values().stream().mapToDouble(value -> value * value).sum());
        return values.entrySet().stream()
                .map(value -> new FeatureNode(value.getKey(), value.getValue() / length))
                .toArray(Feature[]::new);
    }

    private static SortedMap<String, Integer> counts(String text) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        SearchTerms.of(text).forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }
}
