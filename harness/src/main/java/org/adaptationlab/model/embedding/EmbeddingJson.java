package org.adaptationlab.model.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.adaptationlab.model.call.HttpRefusal;

/** Vectors as servers write them. */
public final class EmbeddingJson {

    private EmbeddingJson() {}

    /**
     * The vector in a list of numbers.
     *
     * @throws IOException where it is none
     */
    public static float[] vector(JsonNode list) throws IOException {
        float[] vector = new float[list.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!list.get(i).isNumber()) {
                throw HttpRefusal.within(
                        "what came in place of a vector has " + list.get(i).getNodeType());
            }
            vector[i] = list.get(i).floatValue();
        }
        return vector;
    }
}
