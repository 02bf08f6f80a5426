package org.adaptationlab.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.adaptationlab.model.PlainText;
import org.adaptationlab.process.SystemMemory;

/**
 * The part of Ollama's HTTP protocol that the harness uses, for one model, on a free port of the loopback address; and
 * under {@code /lab/} what Ollama has no routes for: rendering, tokenising, and the process's peak memory. All of it is
 * behind an {@link Entrance}.
 */
final class OllamaServer implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final LlamaEngine engine;
    private final ServingPlan plan;
    private final ChatTemplate template;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final HttpServer http;

    /**
     * Opens the port and serves.
     *
     * @param secret what the path of each request begins with, after a slash
     */
    OllamaServer(LlamaEngine engine, ServingPlan plan, String secret, InstantSource now, LongSupplier nanoClock)
            throws IOException {
        this.engine = engine;
        this.plan = plan;
        this.template = new ChatTemplate(engine, plan.begin());
        http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
        http.setExecutor(workers);
        http.createContext("/", new Entrance(secret, port(), routes(now, nanoClock)));
        http.start();
    }

    private Map<String, HttpHandler> routes(InstantSource now, LongSupplier nanoClock) {
        return Map.of(
                "/api/chat", JsonRoute.postTo(new ChatRoute(engine, plan, template, now, nanoClock)),
                "/api/version", JsonRoute.get(none -> object().put("version", plan.version())),
                "/api/tags", JsonRoute.get(none -> models(facts())),
                "/api/ps",
                        JsonRoute.get(none -> models(facts().put("expires_at", NEVER)
                                .put("size_vram", 0)
                                .put("context_length", plan.contextTokens()))),
                "/api/show", JsonRoute.post(this::show),
                "/lab/tokenize", JsonRoute.post(this::tokenize),
                "/lab/detokenize", JsonRoute.post(this::detokenize),
                "/lab/render", JsonRoute.post(this::render),
                "/lab/memory", JsonRoute.get(none -> memory()));
    }

    int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        workers.shutdownNow();
    }

    private ObjectNode show(JsonNode body) throws BadRequest {
        plan.requireName(body.path("model").asText());
        ObjectNode answer = object();
        answer.set("details", details());
        answer.putArray("capabilities").add("completion");
        answer.putObject("model_info")
                .put("lab.context_tokens", plan.contextTokens())
                .put("lab.threads", plan.threads())
                .put("lab.batch_threads", plan.batchThreads());
        return answer;
    }

    private ObjectNode tokenize(JsonNode body) throws BadRequest {
        ObjectNode answer = object();
        answer.putPOJO("tokens", tokens(body));
        return answer;
    }

    private int[] tokens(JsonNode body) throws BadRequest {
        if (!body.path("text").isTextual()) {
            return template.tokens(template.render(ChatRequest.messages(body)));
        }
        String text = body.path("text").asText();
        return body.path("special").asBoolean() ? engine.encode(text) : PlainText.tokens(text, engine::encode);
    }

    private ObjectNode detokenize(JsonNode body) {
        int[] tokens = new int[body.path("tokens").size()];
        Arrays.setAll(tokens, i -> body.path("tokens").path(i).asInt());
        return object().put("text", engine.decode(tokens));
    }

    private ObjectNode render(JsonNode body) throws BadRequest {
        return object().put("prompt", template.render(ChatRequest.messages(body)));
    }

    private static ObjectNode memory() {
        ObjectNode memory = object();
        SystemMemory.peakRssMb().ifPresent(peak -> memory.put("peak_rss_mb", peak));
        return memory;
    }

    private ObjectNode facts() {
        ObjectNode facts =
                object().put("name", plan.name()).put("model", plan.name()).put("digest", plan.digest());
        facts.set("details", details());
        return facts;
    }

    private ObjectNode details() {
        return object().put("format", "gguf").put("quantization_level", plan.quantization());
    }

    private static ObjectNode models(ObjectNode model) {
        ObjectNode answer = object();
        answer.putArray("models").add(model);
        return answer;
    }

    private static ObjectNode object() {
        return JsonRoute.JSON.createObjectNode();
    }
}
