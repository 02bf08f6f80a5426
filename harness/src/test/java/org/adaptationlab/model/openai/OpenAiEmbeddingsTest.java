package org.adaptationlab.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenAiEmbeddingsTest {

    private FakeOpenAi server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeOpenAi();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsAllTextsAtOnceAndPutsVectorsInTheirOrder() throws IOException {
        server.at("/v1/embeddings", body -> """
                {"data": [{"index": 1, "embedding": [0, 2]}, {"index": 0, "embedding": [1, 0.5]}], "usage": {}}""");

        List<float[]> vectors = embeddings().vectors(List.of("a", "b \"c\""));

        assertThat(vectors).containsExactly(new float[] {1, 0.5f}, new float[] {0, 2});
        assertThat(server.bodies)
                .containsExactly(
                        "{\"model\":\"bge-m3\",\"input\":[\"a\",\"b \\\"c\\\"\"],\"encoding_format\":\"float\"}");
    }

    @Test
    void takesListsWithoutNumbersInTheirOrder() throws IOException {
        server.at("/v1/embeddings", body -> "{\"data\": [{\"embedding\": [1]}, {\"embedding\": [2]}]}");

        assertThat(embeddings().vectors(List.of("a", "b"))).containsExactly(new float[] {1}, new float[] {2});
    }

    @Test
    void refusesWhatIsNoVector() {
        server.at("/v1/embeddings", body -> "{\"data\": [{\"embedding\": [\"1\"]}]}");

        assertThatThrownBy(() -> embeddings().vectors(List.of("a")))
                .isInstanceOf(HttpRefusal.class)
                .hasMessageContaining("STRING");
    }

    @Test
    void saysWhatCanBeDoneWhereTheServerIsNotThere() {
        String endpoint = server.endpoint();
        server.close();
        OpenAiEmbeddings embeddings = OpenAiEmbeddings.of("bge-m3", endpoint, Map.of());

        assertThatThrownBy(() -> embeddings.vectors(List.of("a")))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(embeddings.remedy(failure)).startsWith("start the server"));
    }

    @Test
    void wantsAnAddress() {
        assertThatThrownBy(() -> OpenAiEmbeddings.of("bge-m3", null, Map.of()))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("embedder: {openai: NAME, endpoint:");
    }

    private OpenAiEmbeddings embeddings() {
        return OpenAiEmbeddings.of("bge-m3", null, Map.of("OPENAI_BASE_URL", server.endpoint()));
    }
}
