package org.adaptationlab.model.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextEmbedderIT {

    private static final List<String> PASSAGES = List.of(
            "Parcels are handed to the carrier within two days; the tracking number comes by mail.",
            "A refund is paid to the card that was used for the purchase.",
            "Forgotten passwords are reset by a link on the sign-in page.");

    private static final TextEmbedder EMBEDDER = new TextEmbedder();

    @Test
    void findsThePassageThatAnswersAQuestion() {
        assertThat(best("where is my package?")).isZero();
        assertThat(best("when do I get my money back?")).isEqualTo(1);
        assertThat(best("I can't log in any more")).isEqualTo(2);
    }

    @Test
    void givesUnitVectorsOfItsDimension() {
        float[] vector = EMBEDDER.embed("hello");

        assertThat(vector).hasSize(384);
        assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
    }

    @Test
    void givesTheVectorsOfLangChain4jsOwnModel() {
        float[] theirs = new BgeSmallEnV15QuantizedEmbeddingModel()
                .embed(PASSAGES.get(0))
                .content()
                .vector();

        assertThat(dot(EMBEDDER.embed(PASSAGES.get(0)), theirs)).isCloseTo(1, within(1e-4));
    }

    @Test
    void refusesBlankText() {
        assertThatThrownBy(() -> EMBEDDER.embed(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    private static int best(String question) {
        float[] query = EMBEDDER.embedQuery(question);
        List<float[]> passages = PASSAGES.stream().map(EMBEDDER::embed).toList();
        return IntStream.range(0, passages.size())
                .boxed()
                .max(Comparator.comparingDouble(i -> dot(query, passages.get(i))))
                .orElseThrow();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
