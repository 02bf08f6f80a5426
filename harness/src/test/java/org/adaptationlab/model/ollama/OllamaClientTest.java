package org.adaptationlab.model.ollama;

import static org.adaptationlab.model.ollama.FakeOllama.DONE;
import static org.adaptationlab.model.ollama.FakeOllama.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.Generation.Finish;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.SamplingOptions;
import org.adaptationlab.model.TokenUsage;
import org.adaptationlab.model.call.CallLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OllamaClientTest {

    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 16, 4096);
    private static final CallLimits SHORT =
            new CallLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMillis(100));

    private final AtomicLong clock = new AtomicLong();
    private final List<Duration> pauses = new ArrayList<>();
    private final RetryPolicy retries = new RetryPolicy(3, Duration.ofMillis(10), pauses::add);
    private FakeOllama server;
    private OllamaClient client;

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
    private OllamaClient client(URI endpoint) {
        return new OllamaClient(endpoint, retries, () -> clock.addAndGet(100_000_000), SHORT);
    }

    private static GenerationRequest request(@Nullable String schema) {
        List<ChatMessage> messages = List.of(
                new ChatMessage(Role.SYSTEM, "Sort the ticket."),
                new ChatMessage(Role.USER, "Où est mon colis? 📦"),
                new ChatMessage(Role.ASSISTANT, "\"shipping\""),
                new ChatMessage(Role.USER, "card \"declined\""));
        return new GenerationRequest(messages, OPTIONS, schema);
    }

    private Generation generate() throws GenerationException {
        return client.generate("m", request(null));
    }

    private GenerationException failure() {
        return catchThrowableOfType(GenerationException.class, this::generate);
    }

    @Test
    void joinsTheStreamAndKeepsWhatTheServerMeasured() throws Exception {
        server.thenLines(token(" bil"), token("ling"), token("\\n"), DONE);

        Generation answer = generate();

        assertThat(answer.text()).isEqualTo(" billing\n");
        assertThat(answer.finish()).isEqualTo(Finish.STOP);
        assertThat(answer.usage()).isEqualTo(new TokenUsage(42, 3));
        assertThat(answer.retries()).isZero();
        assertThat(answer.timings().loadMs()).isEqualTo(30.0);
        assertThat(answer.timings().prefillMs()).isEqualTo(120.5);
        assertThat(answer.timings().decodeMs()).isEqualTo(60.0);
    }

    @Test
    void takesLoadingOutOfTheClientsTimes() throws Exception {
        server.thenLines(token(""), token("a"), token("b"), DONE);

        Generation answer = generate();

        // readings: request, empty line, first text, second text, final line
        assertThat(answer.timings().ttftMs()).isEqualTo(200.0 - 30.0);
        assertThat(answer.timings().totalMs()).isEqualTo(400.0 - 30.0);
    }

    @Test
    void leavesUnknownFiguresEmpty() throws Exception {
        server.thenLines(
                "{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}");

        Generation answer = generate();

        assertThat(answer.text()).isEmpty();
        assertThat(answer.usage()).isEqualTo(new TokenUsage(null, null));
        assertThat(answer.timings().loadMs()).isNull();
        assertThat(answer.timings().prefillMs()).isNull();
        assertThat(answer.timings().decodeMs()).isNull();
        assertThat(answer.timings().ttftMs()).isNull();
        assertThat(answer.timings().totalMs()).isEqualTo(100.0);
    }

    @Test
    void tellsTheTokenLimitFromAStop() throws Exception {
        server.thenLines(token("a"), DONE.replace("\"stop\"", "\"length\""));
        server.thenLines(
                token("a"),
                DONE.replace(",\"done_reason\":\"stop\"", "").replace("\"eval_count\":3", "\"eval_count\":16"));
        server.thenLines(token("a"), DONE.replace(",\"done_reason\":\"stop\"", ""));

        assertThat(generate().finish()).isEqualTo(Finish.LENGTH);
        assertThat(generate().finish()).isEqualTo(Finish.LENGTH);
        assertThat(generate().finish()).isEqualTo(Finish.STOP);
    }

    @Test
    void sendsExactlyThis() throws Exception {
        server.thenLines(DONE);
        client.generate("lab/base", request("{\"type\":\"string\",\"enum\":[\"billing\",\"é\"],\"maxLength\":9}"));

        assertThat(body(0)).isEqualTo(new ObjectMapper().readTree("""
                {"model": "lab/base",
                 "messages": [
                  {"role": "system", "content": "Sort the ticket."},
                  {"role": "user", "content": "Où est mon colis? 📦"},
                  {"role": "assistant", "content": "\\"shipping\\""},
                  {"role": "user", "content": "card \\"declined\\""}],
                 "options": {"temperature": 0.0, "seed": 42, "num_predict": 16, "num_ctx": 4096,
                  "top_k": 0, "top_p": 1.0, "min_p": 0.0, "repeat_penalty": 1.0},
                 "format": {"type": "string", "enum": ["billing", "é"], "maxLength": 9},
                 "stream": true, "keep_alive": 1800, "truncate": false, "shift": false, "think": false}
                """));
    }

    @Test
    void sendsNoFormatForFreeTextAndNoFieldsAnOldServerDoesNotKnow() throws Exception {
        server.version = "0.12.5";
        server.thenLines(DONE);
        generate();

        assertThat(body(0).has("format")).isFalse();
        assertThat(body(0).has("think")).isTrue();
        assertThat(body(0).has("truncate")).isFalse();
        assertThat(body(0).has("shift")).isFalse();
    }

    @Test
    void asksTheOldestServersForNothingTheyDoNotKnow() throws Exception {
        server.version = "0.0.0";
        server.thenLines(DONE);
        generate();

        assertThat(body(0).has("think")).isFalse();
    }

    @Test
    void refusesAnAnswerWhosePromptAnOldServerMayHaveCut() {
        server.version = "0.0.0";
        server.thenLines(token("a"), DONE.replace("\"prompt_eval_count\":42", "\"prompt_eval_count\":4096"));

        assertThat(failure()).matches(GenerationException::isPromptTooLong).hasMessageContaining("4096 of 4096 tokens");
    }

    @Test
    void partsThinkingFromTheAnswer() throws Exception {
        server.thenLines(
                token("").replace("\"content\"", "\"thinking\":\"hm\",\"content\""), token("a"), token("b"), DONE);

        Generation answer = generate();

        // readings: request, thinking, first text, second text, final line
        assertThat(answer.text()).isEqualTo("ab");
        assertThat(answer.timings().thinkMs()).isEqualTo(100.0);
        assertThat(answer.timings().ttftMs()).isEqualTo(200.0 - 30.0);
    }

    @Test
    void letsAModelThinkWhenTheLabAsks() throws Exception {
        server.thenLines(DONE);
        SamplingOptions thinking = new SamplingOptions(0, 42, 16, 4096, true);
        client.generate("m", new GenerationRequest(request(null).messages(), thinking, null));

        assertThat(body(0).get("think").asBoolean()).isTrue();
    }

    @Test
    void sendsAnEmptySystemMessageToo() throws Exception {
        server.thenLines(DONE);
        List<ChatMessage> messages = List.of(new ChatMessage(Role.SYSTEM, ""), new ChatMessage(Role.USER, " "));
        client.generate("m", new GenerationRequest(messages, OPTIONS, null));

        assertThat(body(0).get("messages"))
                .isEqualTo(new ObjectMapper()
                        .readTree("[{\"role\":\"system\",\"content\":\"\"},{\"role\":\"user\",\"content\":\" \"}]"));
    }

    @Test
    void keepsSeedsOutOfTheRangeThatMeansRandom() throws Exception {
        server.thenLines(DONE).thenLines(DONE);
        for (long seed : new long[] {-1, 1L << 40}) {
            SamplingOptions options = new SamplingOptions(0, seed, 16, 4096);
            client.generate("m", new GenerationRequest(request(null).messages(), options, null));
        }

        assertThat(body(0).at("/options/seed").intValue()).isEqualTo(Integer.MAX_VALUE - 1);
        assertThat(body(1).at("/options/seed").intValue()).isPositive();
    }

    @Test
    void readsUtf8() throws Exception {
        server.thenLines(token("Schlüssel – 鍵 "), token("\\ud83d\\udd11"), DONE);

        assertThat(generate().text()).isEqualTo("Schlüssel – 鍵 🔑");
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
        assertThat(answer.timings().totalMs()).isEqualTo(200.0 - 30.0);
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

        assertThat(failure()).hasMessageContaining("connection refused").hasMessageContaining("3 calls");
        assertThat(pauses).hasSize(2);
    }

    private JsonNode body(int index) throws IOException {
        return new ObjectMapper().readTree(server.bodies.get(index));
    }
}
