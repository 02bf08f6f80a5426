package org.adaptationlab.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaServerTest {

    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeLlamaEngine engine = new FakeLlamaEngine();
    private final AtomicLong clock = new AtomicLong();
    private OllamaServer server;

    @BeforeEach
    void start() throws IOException {
        ServingPlan plan =
                new ServingPlan("1.2.3", "small", "abc", "Q4_1", "small.gguf", null, null, "", 64, false, 1, 2);
        server = new OllamaServer(engine, plan, SECRET, () -> Instant.EPOCH, () -> clock.addAndGet(10));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void streamsALineForEachPieceAndAFinalOneWithCountsAndDurations() throws Exception {
        engine.pieces = List.of("Hel", "lo", "");

        List<JsonNode> lines = chat("{\"model\":\"small\"," + HELLO + "}");

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).toString())
                .isEqualTo("{\"model\":\"small\",\"created_at\":\"1970-01-01T00:00:00Z\","
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"Hel\"},\"done\":false}");
        assertThat(lines.get(1).at("/message/content").asText()).isEqualTo("lo");
        // "<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n": 3 special tokens and 18 characters
        assertThat(lines.get(2).toString())
                .isEqualTo("{\"model\":\"small\",\"created_at\":\"1970-01-01T00:00:00Z\","
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\","
                        + "\"total_duration\":40,\"load_duration\":0,\"prompt_eval_count\":21,"
                        + "\"prompt_eval_duration\":10,\"eval_count\":3,\"eval_duration\":10}");
    }

    @Test
    void answersInOnePieceWithoutStream() throws Exception {
        engine.pieces = List.of("Hel", "lo", "");

        List<JsonNode> lines = chat("{\"model\":\"small:latest\",\"stream\":false," + HELLO + "}");

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).at("/message/content").asText()).isEqualTo("Hello");
        assertThat(lines.get(0).path("done").asBoolean()).isTrue();
    }

    @Test
    void saysWhenTheTokenLimitEndedTheAnswer() throws Exception {
        engine.pieces = List.of("a", "b");

        JsonNode last = last(chat("{\"model\":\"small\",\"options\":{\"num_predict\":2}," + HELLO + "}"));

        assertThat(last.path("done_reason").asText()).isEqualTo("length");
        assertThat(last.path("eval_count").asInt()).isEqualTo(2);
    }

    @Test
    void keepsCharactersOutsideTheBasicPlane() throws Exception {
        engine.pieces = List.of("😀", " 漢字", "");

        List<JsonNode> lines =
                chat("{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"Grüße 🎉\"}]}");

        assertThat(lines.get(0).at("/message/content").asText()).isEqualTo("😀");
        assertThat(lines.get(1).at("/message/content").asText()).isEqualTo(" 漢字");
        assertThat(engine.asked.get(0).prompt()).contains("Grüße 🎉");
    }

    @Test
    void endsTheAnswerBeforeAStopString() throws Exception {
        engine.pieces = List.of("one", "\n", "\ntwo", "three");

        List<JsonNode> lines = chat("{\"model\":\"small\",\"options\":{\"stop\":[\"\\n\\n\"]}," + HELLO + "}");

        assertThat(lines.stream().map(line -> line.at("/message/content").asText()))
                .containsExactly("one", "");
        assertThat(last(lines).path("done_reason").asText()).isEqualTo("stop");
        assertThat(last(lines).path("eval_count").asInt()).isEqualTo(3);
    }

    @Test
    void handsTheOptionsToTheEngine() throws Exception {
        chat(
                "{\"model\":\"small\",\"options\":{\"temperature\":0.5,\"seed\":7,\"top_k\":3,\"top_p\":0.25,\"min_p\":0.1,"
                        + "\"repeat_penalty\":1.5,\"num_predict\":9,\"num_ctx\":40}," + HELLO + "}");

        assertThat(engine.asked).singleElement().satisfies(decoding -> {
            assertThat(decoding.sampling()).isEqualTo(new Decoding.Sampling(0.5, 7, 3, 0.25, 0.1, 1.5));
            assertThat(decoding.maxTokens()).isEqualTo(9);
            assertThat(decoding.grammar()).isNull();
        });
    }

    @Test
    void takesPenaltiesThatAreOff() throws Exception {
        String off = "\"presence_penalty\":0,\"frequency_penalty\":0.0";

        assertThat(chat("{\"model\":\"small\",\"options\":{" + off + "}," + HELLO + "}"))
                .isNotEmpty();
        assertThat(error(post("/api/chat", "{\"model\":\"small\",\"options\":{\"presence_penalty\":1}," + HELLO + "}")))
                .isEqualTo("options.presence_penalty is not supported by this server, only 0, not 1");
    }

    @Test
    void limitsAnswersToASchema() throws Exception {
        chat("{\"model\":\"small\",\"format\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}," + HELLO + "}");

        assertThat(engine.lastGrammar()).startsWith("root ::= (\"\\\"a\\\"\" | \"\\\"b\\\"\")\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"json\"",
                "{\"type\":\"string\",\"pattern\":\"a+\"}",
                "{}",
                "[1]",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#\"}}}"
            })
    void refusesAFormatItCannotEnforce(String format) throws Exception {
        HttpResponse<String> answer =
                post("/api/chat", "{\"model\":\"small\",\"format\":" + format + "," + HELLO + "}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer)).startsWith("the answer format is not supported: format");
        assertThat(engine.asked).isEmpty();
    }

    @Test
    void refusesAPromptThatDoesNotFitWithItsAnswer() throws Exception {
        HttpResponse<String> fits =
                post("/api/chat", "{\"model\":\"small\",\"options\":{\"num_predict\":43}," + HELLO + "}");
        HttpResponse<String> exceeds =
                post("/api/chat", "{\"model\":\"small\",\"options\":{\"num_predict\":44}," + HELLO + "}");

        assertThat(fits.statusCode()).isEqualTo(200);
        assertThat(exceeds.statusCode()).isEqualTo(400);
        assertThat(error(exceeds))
                .isEqualTo("the input length exceeds the context length: 21 prompt tokens and 44 answer tokens do not "
                        + "fit into 64");
    }

    @Test
    void knowsOneModelOnly() throws Exception {
        HttpResponse<String> answer = post("/api/chat", "{\"model\":\"other\"," + HELLO + "}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(error(answer)).isEqualTo("model \"other\" not found, try pulling it first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"model\":\"small\"}",
                "{\"model\":\"small\",\"messages\":[{\"role\":\"robot\",\"content\":\"hi\"}]}",
                "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":7}]}",
                "{\"model\":\"small\",\"options\":{\"seed\":\"x\"}," + HELLO + "}",
                "{\"model\":\"small\",\"options\":{\"temperature\":-1}," + HELLO + "}",
                "{\"model\":\"small\",\"options\":{\"mirostat\":1}," + HELLO + "}",
                "{\"model\":\"small\",\"options\":{\"presence_penalty\":1.5}," + HELLO + "}",
                "{\"model\":\"small\",\"options\":{\"frequency_penalty\":-0.5}," + HELLO + "}",
                "{\"model\":\"small\",\"options\":{\"num_ctx\":65}," + HELLO + "}",
                "{\"model\":\"small\",\"options\":{\"stop\":[\"\"]}," + HELLO + "}",
                "{\"model\":\"small\",\"think\":true," + HELLO + "}",
                "{\"model\":\"small\"," + HELLO + "} {}"
            })
    void refusesWhatItCannotRead(String body) throws Exception {
        HttpResponse<String> answer = post("/api/chat", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer)).isNotBlank();
        assertThat(engine.asked).isEmpty();
    }

    @Test
    void putsAFailureOfTheEngineIntoTheStream() throws Exception {
        engine.pieces = List.of("a", FakeLlamaEngine.FAILS);

        JsonNode last = last(chat("{\"model\":\"small\"," + HELLO + "}"));

        assertThat(last.path("error").asText()).isEqualTo("the engine failed");
    }

    @Test
    void answersAFailureOfTheEngineWithStatus500() throws Exception {
        engine.pieces = List.of(FakeLlamaEngine.FAILS);

        HttpResponse<String> answer = post("/api/chat", "{\"model\":\"small\",\"stream\":false," + HELLO + "}");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(error(answer)).contains("the engine failed");
    }

    @Test
    void stopsGeneratingWhenTheClientIsGone() throws Exception {
        engine.pieces = List.of("again and again ");
        engine.endless = true;
        HttpResponse<InputStream> answer =
                http.send(request("/api/chat", "{\"model\":\"small\"," + HELLO + "}"), BodyHandlers.ofInputStream());
        assertThat(answer.body().read()).isEqualTo('{');

        answer.body().close();

        assertThat(engine.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tokenisesAndRenders() throws Exception {
        assertThat(json(post("/lab/tokenize", "{\"text\":\"ab\"}")).toString()).isEqualTo("{\"tokens\":[97,98]}");
        assertThat(json(post("/lab/tokenize", "{" + HELLO + "}")).path("tokens"))
                .hasSize(21);
        assertThat(json(post("/lab/render", "{" + HELLO + "}")).path("prompt").asText())
                .isEqualTo("<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n");
    }

    @Test
    void saysWhatItServes() throws Exception {
        assertThat(json(get("/api/version")).toString()).isEqualTo("{\"version\":\"1.2.3\"}");
        assertThat(json(get("/api/tags")).at("/models/0/name").asText()).isEqualTo("small");
        assertThat(json(get("/api/ps")).at("/models/0/context_length").asInt()).isEqualTo(64);
        assertThat(json(post("/api/show", "{\"model\":\"small\"}"))
                        .at("/model_info/lab.batch_threads")
                        .asInt())
                .isEqualTo(2);
        assertThat(post("/api/show", "{\"model\":\"x\"}").statusCode()).isEqualTo(404);
        assertThat(get("/lab/memory").body()).startsWith("{\"peak_rss_mb\":");
        assertThat(get("/api/chat").statusCode()).isEqualTo(405);
        assertThat(get("/api/pull").statusCode()).isEqualTo(404);
    }

    private List<JsonNode> chat(String body) throws Exception {
        HttpResponse<String> answer = post("/api/chat", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : answer.body().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static JsonNode last(List<JsonNode> lines) {
        return lines.get(lines.size() - 1);
    }

    private static String error(HttpResponse<String> answer) throws IOException {
        return json(answer).path("error").asText();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String route) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(route)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String route, String body) throws Exception {
        return http.send(request(route, body), BodyHandlers.ofString());
    }

    private HttpRequest request(String route, String body) {
        return HttpRequest.newBuilder(uri(route))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private URI uri(String route) {
        return URI.create("http://127.0.0.1:" + server.port() + "/" + SECRET + route);
    }
}
