package org.adaptationlab.model.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.adaptationlab.lab.EmbedderSpec.OnnxFile;
import org.adaptationlab.lab.EmbedderSpec.Pooling;
import org.adaptationlab.lab.EmbedderSpec.Prefixes;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextEmbedderIT {

    private static final List<String> PASSAGES = List.of(
            "Parcels are handed to the carrier within two days; the tracking number comes by mail.",
            "A refund is paid to the card that was used for the purchase.",
            "Forgotten passwords are reset by a link on the sign-in page.");

    private static final TextEmbedder EMBEDDER = TextEmbedder.english();

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
    void computesInFloatsNearlyWhatItComputesInEightBits() {
        TextEmbedder floats = TextEmbedder.englishFloat();

        for (String passage : PASSAGES) {
            assertThat(dot(floats.embed(passage), EMBEDDER.embed(passage))).isBetween(0.98, 0.99999);
        }
        assertThat(floats.digest()).isNotEqualTo(EMBEDDER.digest());
    }

    @Test
    void embedsByAnOnnxFileAsTheBuiltInOneDoes(@TempDir Path folder) throws IOException {
        OnnxEmbedder own = new OnnxEmbedder(new OnnxFile(
                copy("bge-small-en-v1.5-q.onnx", folder),
                copy("bge-small-en-v1.5-q-tokenizer.json", folder),
                Pooling.CLS,
                512,
                new Prefixes("Represent this sentence for searching relevant passages: ", "")));

        for (String passage : PASSAGES) {
            assertThat(dot(own.embed(passage), EMBEDDER.embed(passage))).isCloseTo(1, within(1e-6));
            assertThat(dot(own.embedQuery(passage), EMBEDDER.embedQuery(passage)))
                    .isCloseTo(1, within(1e-6));
        }
        assertThat(own.length()).isEqualTo(384);
    }

    @Test
    void averagesALongTextOverItsParts(@TempDir Path folder) throws IOException {
        OnnxEmbedder own = new OnnxEmbedder(new OnnxFile(
                copy("bge-small-en-v1.5-q.onnx", folder),
                copy("bge-small-en-v1.5-q-tokenizer.json", folder),
                Pooling.MEAN,
                16,
                Prefixes.NONE));
        String half =
                "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"; // 14 and 2 more

        assertThat(dot(own.embed(half + " " + half), own.embed(half))).isCloseTo(1, within(1e-6));
        assertThat(dot(own.embed(half + " and no more parcels today"), own.embed(half)))
                .isLessThan(0.999);
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoModel(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("m.onnx"), "no model");
        Path tokenizer = copy("bge-small-en-v1.5-q-tokenizer.json", folder);
        OnnxEmbedder own = new OnnxEmbedder(new OnnxFile(file, tokenizer, Pooling.CLS, 512, Prefixes.NONE));

        assertThatThrownBy(() -> own.embed("a"))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("it must be an ONNX model that takes input_ids");
    }

    private static Path copy(String resource, Path folder) throws IOException {
        Path file = folder.resolve(resource);
        try (InputStream in = Objects.requireNonNull(TextEmbedderIT.class.getResourceAsStream("/" + resource))) {
            Files.copy(in, file);
        }
        return file;
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
