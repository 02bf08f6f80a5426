package org.adaptationlab.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.call.CallLimits;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.call.RequestRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model that many threads ask at once: a server that answers only when all of them have asked. */
class ManyAtOnceTest {

    private static final int MANY = 12;
    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 16, 4096);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> notices = new ArrayList<>();
    private final CallSettings settings = new CallSettings(
            CallLimits.STANDARD, RetryPolicy.NONE, new RequestRules(ServerSettings.NONE, notices::add));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CyclicBarrier all = new CyclicBarrier(MANY);
    private HttpServer server;
    private String refused = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MANY);
        server.createContext("/v1/models", exchange -> respond(exchange, 200, "{\"data\":[{\"id\":\"base\"}]}"));
        server.createContext("/v1/chat/completions", this::chat);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Says what it was asked, once all have asked; refuses what holds the refused field. */
    private void chat(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        try {
            all.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            respond(exchange, 400, "{\"error\":\"not all asked at once\"}");
            return;
        }
        if (!refused.isEmpty() && body.has(refused)) {
            respond(exchange, 400, "{\"error\":{\"message\":\"unknown field " + refused + "\"}}");
            return;
        }
        respond(
                exchange,
                200,
                "data: " + FakeOpenAi.text(body.at("/messages/1/content").asText()) + "\n\ndata: " + FakeOpenAi.STOP
                        + "\n\ndata: [DONE]\n\n");
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .add("Content-Type", text.startsWith("data") ? "text/event-stream" : "text/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    private ServedModel served() {
        OpenAiRuntime runtime = OpenAiRuntime.of(endpoint(), Map.of(), settings);
        return runtime.serve(runtime.find("base").orElseThrow(), null, OPTIONS);
    }

    private List<Generation> askAll(ServedModel model) {
        List<CompletableFuture<Generation>> asked = IntStream.range(0, MANY)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> ask(model, "question " + i), threads))
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private static Generation ask(ServedModel model, String question) {
        try {
            return model.generate(new GenerationRequest(
                    List.of(new ChatMessage(Role.SYSTEM, "Say it again."), new ChatMessage(Role.USER, question)),
                    OPTIONS,
                    null));
        } catch (GenerationException e) {
            throw new CompletionException(e);
        }
    }

    private static List<String> questions() {
        return IntStream.range(0, MANY).mapToObj(i -> "question " + i).toList();
    }

    @Test
    void asksAtOnceAndGivesEachItsOwnAnswer() {
        List<Generation> answers = askAll(served());

        assertThat(answers).extracting(Generation::text).isEqualTo(questions());
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.timings().totalMs()).isPositive());
        for (int i = 0; i < MANY; i++) {
            assertThat(answers.get(i).body()).contains("\"question " + i + "\"");
        }
    }

    @Test
    void whatOneRefusalTeachesMendsAllThatWereInFlight() {
        refused = "seed";

        List<Generation> answers = askAll(served());

        assertThat(answers).extracting(Generation::text).isEqualTo(questions());
        assertThat(notices).hasSize(1).first().asString().contains("does not take seed");
        assertThat(answers).allSatisfy(answer -> assertThat(answer.retries()).isZero());
    }

    @Test
    void aLlamaServerThatDiedIsStartedAgainOnceForAll() {
        AtomicInteger restarts = new AtomicInteger();
        LlamaServer dead = new Server("http://127.0.0.1:1/v1", false);
        LlamaServerModel model = new LlamaServerModel("base", null, dead, settings, gone -> {
            restarts.incrementAndGet();
            return new Server(endpoint(), true);
        });

        List<Generation> answers = askAll(model);

        assertThat(answers).extracting(Generation::text).isEqualTo(questions());
        assertThat(restarts).hasValue(1);
        assertThat(model.restarts()).isEqualTo(1);
    }

    private record Server(String at, boolean isAlive) implements LlamaServer {

        @Override
        public OpenAiAddress address() {
            return new OpenAiAddress(URI.create(at), Map.of());
        }

        @Override
        public List<String> adapters() {
            return List.of();
        }

        @Override
        public String lastWords() {
            return "";
        }

        @Override
        public OptionalDouble startSeconds() {
            return OptionalDouble.of(1);
        }

        @Override
        public OptionalLong peakRssMb() {
            return OptionalLong.empty();
        }

        @Override
        public void close() {}
    }
}
