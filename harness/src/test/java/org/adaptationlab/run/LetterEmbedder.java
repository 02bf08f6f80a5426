package org.adaptationlab.run;

import java.util.List;
import java.util.Optional;
import org.adaptationlab.model.embedding.TextEmbedder;

/**
 * Embeds a text by how often each letter is in it.
 *
 * @param digest it says it has
 */
record LetterEmbedder(String digest) implements TextEmbedder {

    @Override
    public String name() {
        return "letters";
    }

    @Override
    public int length() {
        return 26;
    }

    @Override
    public List<float[]> embedAll(List<String> texts) {
        return texts.stream().map(this::embed).toList();
    }

    @Override
    public float[] embed(String text) {
        float[] vector = new float[length()];
        text.chars().filter(letter -> letter >= 'a' && letter <= 'z').forEach(letter -> vector[letter - 'a']++);
        double square = 0;
        for (float value : vector) {
            square += value * value;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(square));
        }
        return vector;
    }

    @Override
    public float[] embedQuery(String text) {
        return embed(text);
    }

    @Override
    public Optional<Known> known() {
        return Optional.of(new Known(name(), digest(), length()));
    }
}
