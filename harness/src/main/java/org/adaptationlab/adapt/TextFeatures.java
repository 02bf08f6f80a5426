package org.adaptationlab.adapt;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.util.stream.IntStream;
import org.adaptationlab.model.embedding.TextEmbedder;

/** What a classifier sees of a text: numbered values, by rising number from 1; those left out are 0. */
@FunctionalInterface
interface TextFeatures {

    Feature[] of(String text);

    /** The embedder's vector, a feature for each of its numbers. */
    static TextFeatures embedding(TextEmbedder embedder) {
        return text -> {
            float[] vector = embedder.embed(text);
            return IntStream.range(0, vector.length)
                    .mapToObj(i -> new FeatureNode(i + 1, vector[i]))
                    .toArray(Feature[]::new);
        };
    }
}
