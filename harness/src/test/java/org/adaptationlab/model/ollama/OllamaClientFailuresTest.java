package org.adaptationlab.model.ollama;

import static org.adaptationlab.model.ollama.FakeOllama.DONE;
import static org.adaptationlab.model.ollama.FakeOllama.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.call.CallLimits;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.call.ChatCaller;
import org.adaptationlab.model.call.RequestRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that fail, and which of them are made again. */
class OllamaClientFailuresTest {

    private static final CallLimits SHORT =
            new CallLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMillis(100));
    private static final GenerationRequest REQUEST = new GenerationRequest(
            List.of(new ChatMessage(Role.USER, "card \"declined\"")), new SamplingOptions(0, 42, 16, 4096), null);

    private final AtomicLong clock = new AtomicLong();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private FakeOllama server;
    private ChatCaller client;

    @BeforeEach
    void start() throws IOException {
        server = new FakeOllama();
        client = client(server.endpoint());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Each reading of the clock is 100 ms after the one before. */
    private ChatCaller client(URI endpoint) {
        RetryPolicy retries = new RetryPolicy(
                Duration.ofMillis(100), Duration.ofMillis(10), Duration.ofMillis(40), pauses::add, notices::add);
        CallSettings settings = new CallSettings(SHORT, retries, RequestRules.none());
        return OllamaChat.caller(endpoint, settings, () -> clock.addAndGet(100_000_000));
    }

    private Generation generate() throws GenerationException {
        return client.generate("m", REQUEST);
    }

    private GenerationException failure() {
        return catchThrowableOfType(GenerationException.class, this::generate);
    }

    @Test
    void givesTheServersWordsWhenItRefuses() {
        server.thenError(404, "{\"error\":\"model 'm' not found\"}");

        assertThat(failure())
                .hasMessageContaining(server.endpoint().toString())
                .hasMessageContaining("HTTP 404: model 'm' not found")
                .matches(e -> !e.isPromptTooLong());
        assertThat(pauses).isEmpty();
    }

    @Test
    void knowsARefusalForLength() {
        server.thenError(400, "{\"error\":\"the input length exceeds the context length\"}");
        server.thenError(500, "{\"error\":\"prompt is too long: 5000 tokens, the context has 4096\"}");
        server.thenLines("{\"error\":\"the prompt is longer than the context length currently available\"}");

        assertThat(failure()).matches(GenerationException::isPromptTooLong);
        assertThat(failure()).matches(GenerationException::isPromptTooLong);
        assertThat(failure()).matches(GenerationException::isPromptTooLong);
        assertThat(pauses).isEmpty();
    }

    @Test
    void failsWhenTheStreamReportsAnError() {
        server.thenLines(token("a"), "{\"error\":\"model runner has unexpectedly stopped\"}");

        assertThat(failure()).hasMessageContaining("broke off with the error: model runner has unexpectedly stopped");
    }

    @Test
    void failsWhenTheConnectionIsCut() {
        server.then(exchange -> {
            FakeOllama.stream(exchange, token("a"));
            throw new IOException("cut");
        });

        assertThat(failure()).hasMessageContaining("broke in the middle of the answer");
        assertThat(server.bodies).hasSize(1);
    }

    @Test
    void failsWhenTheFinalLineIsMissing() {
        server.thenLines(token("a"), token("b"));

        assertThat(failure()).hasMessageContaining("ended after 2 lines without its final one");
    }

    @Test
    void failsOnALineThatIsNoJson() {
        server.thenLines(token("a"), "<html>gateway</html>", token("b"), DONE);

        assertThat(failure()).hasMessageContaining("not of the protocol: <html>gateway</html>");
    }

    @Test
    void failsWhenTheServerOnlyLoadedTheModel() {
        server.thenLines(DONE.replace("\"stop\"", "\"load\""));

        assertThat(failure()).hasMessageContaining("\"load\" instead of an answer");
    }

    @Test
    void failsWhenTheStreamStalls() {
        server.then(exchange -> {
            FakeOllama.stream(exchange, token("a"));
            Thread.sleep(60_000);
        });

        assertThat(failure()).hasMessageContaining("no further line came after 1 lines");
    }

    @Test
    void waitsForAServerThatIsLoadingAndTakesTheWaitOutOfTheTimes() throws Exception {
        server.thenError(503, "loading").thenError(503, "loading").thenLines(token("a"), DONE);

        Generation answer = generate();

        assertThat(answer.retries()).isEqualTo(2);
        assertThat(answer.timings().totalMs()).isEqualTo(200.0);
        assertThat(pauses).containsExactly(Duration.ofMillis(10), Duration.ofMillis(20));
    }

    @Test
    void repeatsOtherServerErrorsOnce() {
        server.thenError(500, "{\"error\":\"llama runner process has terminated\"}")
                .thenError(500, "{\"error\":\"llama runner process has terminated\"}");

        assertThat(failure())
                .hasMessageContaining("llama runner process has terminated")
                .hasMessageContaining("2 calls");
        assertThat(server.bodies).hasSize(2);
    }

    @Test
    void repeatsWhenTheConnectionBreaksBeforeTheAnswer() throws Exception {
        server.then(exchange -> {
                    throw new IOException("reset");
                })
                .thenLines(token("a"), DONE);

        assertThat(generate().retries()).isEqualTo(1);
    }

    @Test
    void givesUpWhenNobodyListens() throws Exception {
        URI nowhere;
        try (ServerSocket socket = new ServerSocket(0)) {
            nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        client = client(nowhere);

        assertThat(failure()).hasMessageContaining("connection refused").hasMessageContaining("4 calls");
        assertThat(pauses).containsExactly(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(40));
    }
}
