package org.adaptationlab.model.openai;

import static org.adaptationlab.model.openai.FakeOpenAi.STOP;
import static org.adaptationlab.model.openai.FakeOpenAi.USAGE;
import static org.adaptationlab.model.openai.FakeOpenAi.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.Generation.Finish;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.TokenUsage;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiRuntimeTest {

    private static final String KEY = "sk-test-0123456789abcdef";
    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 16, 4096);
    private static final CallSettings RETRIES = CallSettings.with(new RetryPolicy(
            Duration.ofSeconds(30), Duration.ofMillis(1), Duration.ofMillis(1), pause -> {}, words -> {}));

    private FakeOpenAi server;
    private OpenAiRuntime runtime;

    @BeforeEach
    void start() throws IOException {
        server = new FakeOpenAi();
        runtime = OpenAiRuntime.of(server.endpoint(), Map.of("OPENAI_API_KEY", KEY), RETRIES);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ServedModel served() {
        return runtime.serve(runtime.find("base").orElseThrow(), null, OPTIONS);
    }

    private Generation generate(@Nullable String schema) throws GenerationException {
        List<ChatMessage> messages =
                List.of(new ChatMessage(Role.SYSTEM, ""), new ChatMessage(Role.USER, "Où est mon colis? 📦"));
        return served().generate(new GenerationRequest(messages, OPTIONS, schema));
    }

    private GenerationException failure() {
        return catchThrowableOfType(GenerationException.class, () -> generate(null));
    }

    @Test
    void sendsExactlyThis() throws Exception {
        server.thenEvents(text("a"), STOP, "[DONE]");
        generate("{\"type\":\"string\",\"enum\":[\"billing\",\"é\"]}");

        assertThat(new ObjectMapper().readTree(server.bodies.get(0))).isEqualTo(new ObjectMapper().readTree("""
                {"model": "base",
                 "messages": [
                  {"role": "system", "content": ""},
                  {"role": "user", "content": "Où est mon colis? 📦"}],
                 "temperature": 0.0, "seed": 42, "max_tokens": 16,
                 "presence_penalty": 0.0, "frequency_penalty": 0.0,
                 "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "strict": true,
                  "schema": {"type": "string", "enum": ["billing", "é"]}}},
                 "stream": true, "stream_options": {"include_usage": true}}
                """));
        assertThat(server.authorizations).containsOnly("Bearer " + KEY);
    }

    @Test
    void readsTextCountsAndTimes() throws Exception {
        server.thenEvents(text(" Schl\\u00fcssel"), text(" 🔑"), STOP, USAGE, "[DONE]");

        Generation answer = generate(null);

        assertThat(answer.text()).isEqualTo(" Schlüssel 🔑");
        assertThat(answer.finish()).isEqualTo(Finish.STOP);
        assertThat(answer.usage()).isEqualTo(new TokenUsage(42, 7, 4, null));
        assertThat(answer.timings().ttftMs()).isPositive();
        assertThat(answer.timings().totalMs()).isGreaterThan(answer.timings().ttftMs());
        assertThat(answer.timings().loadMs()).isNull();
        assertThat(answer.timings().prefillMs()).isNull();
        assertThat(answer.timings().decodeMs()).isNull();
    }

    @Test
    void takesAServerWithoutUsageAndWithoutTheEndMark() throws Exception {
        server.thenEvents(text("a"), STOP.replace("stop", "length"));

        Generation answer = generate(null);

        assertThat(answer.finish()).isEqualTo(Finish.LENGTH);
        assertThat(answer.usage()).isEqualTo(new TokenUsage(null, null));
    }

    @Test
    void takesAnAnswerThatIsWholeForOneThatEnded() throws Exception {
        String cut = STOP.replace("stop", "length");
        server.thenEvents(text("\\\"billing\\\""), text("\\n  "), cut, "[DONE]");
        server.thenEvents(text("\\\"bill"), cut, "[DONE]");
        server.thenEvents(text("12"), cut, "[DONE]");

        assertThat(generate("{}").finish()).isEqualTo(Finish.STOP);
        assertThat(generate("{}").finish()).isEqualTo(Finish.LENGTH);
        assertThat(generate("{}").finish()).as("perhaps of 123").isEqualTo(Finish.LENGTH);
    }

    @Test
    void partsReasoningFromTheAnswer() throws Exception {
        server.thenEvents(text("").replace("\"content\"", "\"reasoning_content\":\"hm\",\"content\""), text("a"), STOP);

        Generation answer = generate(null);

        assertThat(answer.text()).isEqualTo("a");
        assertThat(answer.timings().thinkMs()).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.",
                "the request exceeds the available context size"
            })
    void knowsARefusalForLength(String words) {
        server.thenError(400, "{\"error\":{\"message\":\"" + words + "\",\"type\":\"BadRequestError\",\"code\":400}}");

        assertThat(failure()).matches(GenerationException::isPromptTooLong).hasMessageContaining(words);
    }

    @Test
    void countsAPromptBeyondTheLabsWindowAsTooLong() {
        server.thenEvents(text("a"), STOP, USAGE.replace("42", "4090"), "[DONE]");

        assertThat(failure()).matches(GenerationException::isPromptTooLong).hasMessageContaining("4090 tokens");
    }

    @Test
    void failsOnAnErrorInTheStreamAndOnABrokenOne() {
        server.thenEvents(text("a"), "{\"error\":{\"message\":\"engine died\"}}");
        server.thenEvents(text("a"), "<html>");
        server.thenEvents(text("a"));
        server.thenEvents(text("a"), "[DONE]");
        server.thenEvents(STOP.replace("stop", "content_filter"));

        assertThat(failure()).hasMessageContaining("broke off with the error: engine died");
        assertThat(failure()).hasMessageContaining("not of the protocol: <html>");
        assertThat(failure()).hasMessageContaining("ended after 1 lines without its final one");
        assertThat(failure()).hasMessageContaining("without a reason to finish");
        assertThat(failure()).hasMessageContaining("\"content_filter\" instead of an answer");
        assertThat(server.bodies).hasSize(5);
    }

    @Test
    void waitsForAServerThatAsksForPatience() throws Exception {
        server.thenError(429, "{\"error\":{\"message\":\"slow down\"}}")
                .thenError(503, "")
                .thenEvents(text("a"), STOP);

        assertThat(generate(null).retries()).isEqualTo(2);
    }

    @Test
    void neverSaysTheKey() {
        server.thenError(401, "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + ".\"}}");
        GenerationException ofCall = failure();
        server.models = "401 " + "x".repeat(280) + KEY;
        PrerequisiteException ofList = catchThrowableOfType(PrerequisiteException.class, this::served);

        assertThat(stackTrace(ofCall)).contains("[OPENAI_API_KEY]").doesNotContain(KEY.substring(0, 14));
        assertThat(stackTrace(ofList)).contains("[OPENAI_API_KEY]").doesNotContain(KEY.substring(0, 14));
        assertThat(ofList).hasMessageContaining("put the server's key into the environment variable OPENAI_API_KEY");
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void needsNoKeyForALocalServer() throws Exception {
        runtime = OpenAiRuntime.of(null, Map.of("OPENAI_BASE_URL", server.endpoint() + "/"), RETRIES);
        server.thenEvents(text("a"), STOP, "[DONE]");

        generate(null);

        assertThat(server.authorizations).containsOnly("null");
    }

    @Test
    void servesAnAdapterByItsName() throws Exception {
        server.thenEvents(text("a"), STOP, "[DONE]");
        BaseModel base = runtime.find("base").orElseThrow();

        runtime.serve(base, new AdapterRef.Served("triage"), OPTIONS)
                .generate(new GenerationRequest(List.of(new ChatMessage(Role.SYSTEM, "x")), OPTIONS, null));

        assertThat(base).isEqualTo(new BaseModel("base", "openai:base", null, null));
        assertThat(server.bodies.get(0)).contains("\"model\":\"triage\"");
    }

    @Test
    void saysWhatCannotBeServed() {
        BaseModel base = runtime.find("base").orElseThrow();

        assertThat(runtime.find("phi4")).isEmpty();
        assertThatThrownBy(() -> runtime.serve(base, new AdapterRef.Served("phi4"), OPTIONS))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("has no model \"phi4\", only base, triage");
        assertThatThrownBy(() -> runtime.serve(base, new AdapterRef.Weights(Path.of("a.gguf")), OPTIONS))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("a.gguf can't be given")
                .hasMessageContaining("which is no vLLM");
        assertThatThrownBy(() -> runtime.serve(base, null, new SamplingOptions(0, 1, 16, 16_384)))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("context window of 8192");
    }

    @Test
    void takesAServerWithoutAListAtTheUsersWord() {
        server.models = "404 page not found";

        assertThat(runtime.find("anything")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host/v1",
                "host:8000",
                "http://user:secret@host/v1",
                "https://host/v1?key=secret",
                "http://"
            })
    void refusesAddressesThatAreNoneOrHoldSecrets(String address) {
        assertThatThrownBy(() -> OpenAiRuntime.of(address, Map.of(), RETRIES))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("--endpoint is not the base URL of a server")
                .hasMessageNotContaining("secret");
    }

    @Test
    void needsAnAddress() {
        assertThatThrownBy(() -> OpenAiRuntime.of(null, Map.of(), RETRIES))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("OPENAI_BASE_URL");
    }
}
