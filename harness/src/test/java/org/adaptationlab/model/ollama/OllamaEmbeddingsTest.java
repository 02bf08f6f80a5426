package org.adaptationlab.model.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.adaptationlab.model.call.HttpRefusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OllamaEmbeddingsTest {

    private final List<String> bodies = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String answer = "{\"model\":\"nomic\",\"embeddings\":[[1,0.5],[0,2]],\"total_duration\":1}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean tags = exchange.getRequestURI().getPath().equals("/api/tags");
            if (!tags) {
                bodies.add(exchange.getRequestURI() + " " + body);
            }
            byte[] said = (tags ? "{\"models\":[{\"name\":\"nomic:latest\",\"digest\":\"0a0b\"}]}" : answer)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(tags ? 200 : status, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsAllTextsAtOnceAndLetsNoneBeCut() throws IOException {
        assertThat(embeddings("nomic").vectors(List.of("a", "b")))
                .containsExactly(new float[] {1, 0.5f}, new float[] {0, 2});
        assertThat(bodies)
                .containsExactly("/api/embed {\"model\":\"nomic\",\"truncate\":false,\"input\":[\"a\",\"b\"]}");
    }

    @Test
    void tellsTheDigestOfTheModel() throws IOException {
        assertThat(embeddings("nomic").weightsDigest()).contains("0a0b");
    }

    @Test
    void saysHowAModelIsFetchedThatIsNotThere() {
        OllamaEmbeddings embeddings = embeddings("bge-m3");

        assertThatThrownBy(embeddings::weightsDigest)
                .isInstanceOfSatisfying(
                        HttpRefusal.class,
                        failure -> assertThat(embeddings.remedy(failure)).contains("ollama pull bge-m3"));
    }

    @Test
    void saysThatATextIsTooLong() {
        status = 400;
        answer = "{\"error\":\"input length exceeds maximum context length\"}";
        OllamaEmbeddings embeddings = embeddings("nomic");

        assertThatThrownBy(() -> embeddings.vectors(List.of("a")))
                .isInstanceOfSatisfying(
                        HttpRefusal.class,
                        failure -> assertThat(embeddings.remedy(failure)).contains("passage-words"));
    }

    private OllamaEmbeddings embeddings(String model) {
        return OllamaEmbeddings.of(model, "127.0.0.1:" + server.getAddress().getPort(), Map.of());
    }
}
