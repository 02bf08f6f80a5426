package org.adaptationlab.model.ollama;

import static org.adaptationlab.model.ollama.FakeOllama.DONE;
import static org.adaptationlab.model.ollama.FakeOllama.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.Generation.Finish;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.TokenUsage;
import org.adaptationlab.model.call.CallLimits;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.call.ChatCaller;
import org.adaptationlab.model.call.RequestRules;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OllamaClientTest {

    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 16, 4096);
    private static final CallLimits SHORT =
            new CallLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMillis(100));

    private final AtomicLong clock = new AtomicLong();
    private FakeOllama server;
    private ChatCaller client;

    @BeforeEach
    void start() throws IOException {
        server = new FakeOllama();
        // each reading of the clock is 100 ms after the one before
        client = OllamaChat.caller(
                server.endpoint(),
                new CallSettings(SHORT, RetryPolicy.NONE, RequestRules.none()),
                () -> clock.addAndGet(100_000_000));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void hasNoTimeWhereTheServerSaysThatItLoadedForLonger() throws Exception {
        server.thenLines(token("a"), DONE.replace("\"load_duration\":30000000", "\"load_duration\":5000000000"));

        Generation answer = generate();

        assertThat(answer.timings().loadMs()).isEqualTo(5000.0);
        assertThat(answer.timings().ttftMs()).isNull();
        assertThat(answer.timings().totalMs()).isNull();
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
    void leavesTheHandingOverOfALoadedModelInTheClientsTimes() throws Exception {
        server.thenLines(token(""), token("a"), token("b"), DONE);

        Generation answer = generate();

        // readings: request, empty line, first text, second text, final line
        assertThat(answer.timings().ttftMs()).isEqualTo(200.0);
        assertThat(answer.timings().totalMs()).isEqualTo(400.0);
    }

    @Test
    void takesALoadOutOfTheClientsTimes() throws Exception {
        server.thenLines(
                token("a"), token("b"), DONE.replace("\"load_duration\":30000000", "\"load_duration\":260000000"));

        Generation answer = generate();

        // readings: request, first text, second text, final line; the load is longer than the wait for the first
        assertThat(answer.timings().ttftMs()).isNull();
        assertThat(answer.timings().totalMs()).isEqualTo(300.0 - 260.0);
    }

    @Test
    void readsHowMuchOfThePromptWasCached() throws Exception {
        server.thenLines(
                token("a"),
                DONE.replace("\"prompt_eval_count\":42", "\"prompt_eval_count\":42,\"prompt_eval_cached_count\":40"));

        assertThat(generate().usage()).isEqualTo(new TokenUsage(42, 3, null, 40));
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
                  "top_k": 0, "top_p": 1.0, "min_p": 0.0, "repeat_penalty": 1.0,
                  "presence_penalty": 0.0, "frequency_penalty": 0.0},
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
        assertThat(answer.timings().ttftMs()).isEqualTo(200.0);
    }

    @Test
    void letsAModelThinkWhenTheLabAsks() throws Exception {
        server.thenLines(DONE);
        SamplingOptions thinking = new SamplingOptions(0, 42, 16, 4096, true, false, List.of());
        client.generate("m", new GenerationRequest(request(null).messages(), thinking, null));

        assertThat(body(0).get("think").asBoolean()).isTrue();
    }

    @Test
    void endsAnswersWhereTheLabAsks() throws Exception {
        server.thenLines(DONE);
        SamplingOptions stopped = new SamplingOptions(0, 42, 16, 4096, false, false, List.of("\n", "Q:"));
        client.generate("m", new GenerationRequest(request(null).messages(), stopped, null));

        assertThat(body(0).at("/options/stop")).map(JsonNode::asText).containsExactly("\n", "Q:");
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

    private JsonNode body(int index) throws IOException {
        return new ObjectMapper().readTree(server.bodies.get(index));
    }
}
