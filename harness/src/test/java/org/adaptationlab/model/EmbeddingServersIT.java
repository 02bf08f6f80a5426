package org.adaptationlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.adaptationlab.Requirement;
import org.adaptationlab.lab.EmbedderSpec.Prefixes;
import org.adaptationlab.model.embedding.EmbeddingServer;
import org.adaptationlab.model.embedding.ServedEmbedder;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.model.ollama.OllamaEmbeddings;
import org.adaptationlab.model.openai.OpenAiEmbeddings;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default model, which is no embedder, gives vectors all the same: what is tested are the protocols. */
class EmbeddingServersIT {

    private static final List<String> TEXTS = IntStream.range(0, 20)
            .mapToObj(i -> "parcel number " + i + " is late")
            .toList();

    @TempDir
    private Path folder;

    @Test
    void embedsByARealLlamaServer() {
        try (LlamaServerHost server =
                LlamaServerHost.require(Requirement.model(), List.of(), "--embeddings", "--pooling", "mean")) {
            URI address = server.endpoint().resolve("/v1");

            check(OpenAiEmbeddings.of("smollm2", address.toString(), Map.of()));
        }
    }

    @Test
    void embedsByARealOllama() throws IOException, InterruptedException {
        try (OllamaHost server = OllamaHost.require()) {
            Files.writeString(folder.resolve("Modelfile"), "FROM " + Requirement.model() + "\n");
            server.create("it-embed", folder);

            check(OllamaEmbeddings.of("it-embed", server.endpoint().toString(), Map.of()));
            TextEmbedder absent =
                    embedder(OllamaEmbeddings.of("it-absent", server.endpoint().toString(), Map.of()));
            assertThatThrownBy(absent::digest)
                    .isInstanceOf(PrerequisiteException.class)
                    .hasMessageContaining("ollama pull it-absent");
        }
    }

    private void check(EmbeddingServer server) {
        TextEmbedder embedder = embedder(server);

        List<float[]> vectors = embedder.embedAll(TEXTS);

        assertThat(vectors).hasSize(20).allSatisfy(vector -> assertThat(vector).hasSize(embedder.length()));
        assertThat(dot(vectors.get(7), embedder.embed(TEXTS.get(7)))).isCloseTo(1, within(1e-3));
        assertThat(dot(vectors.get(7), embedder.embed("quantum chromodynamics")))
                .isLessThan(0.99);
        assertThat(embedder(server).digest()).isEqualTo(embedder.digest());
        assertThatThrownBy(() -> embedder.embed("word ".repeat(20_000)))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("passage-words");
    }

    private TextEmbedder embedder(EmbeddingServer server) {
        return new ServedEmbedder(server, Prefixes.NONE, folder.resolve("vectors"));
    }

    private static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
