package org.adaptationlab.adapt;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.util.List;
import java.util.stream.IntStream;
import org.adaptationlab.model.embedding.TextEmbedder;

/** What a classifier sees of a text: numbered values, by rising number from 1; those left out are 0. */
interface TextFeatures {

    Feature[] of(String text);

    /** Those of many texts that a classifier is fitted on. */
    default List<Feature[]> ofAll(List<String> texts) {
        return texts.parallelStream().map(this::of).toList();
    }

    /** The embedder's vector, a feature for each of its numbers. */
    static TextFeatures embedding(TextEmbedder embedder) {
        return new TextFeatures() {
            @Override
            public Feature[] of(String text) {
                return numbered(embedder.embed(text));
            }

            @Override
            public List<Feature[]> ofAll(List<String> texts) {
                return embedder.embedAll(texts).stream()
                        .map(TextFeatures::numbered)
                        .toList();
            }
        };
    }

    private static Feature[] numbered(float[] vector) {
        return IntStream.range(0, vector.length)
                .mapToObj(i -> new FeatureNode(i + 1, vector[i]))
                .toArray(Feature[]::new);
    }
}
