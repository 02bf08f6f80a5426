package org.adaptationlab.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.adaptationlab.process.SystemMemory;

/**
 * The part of Ollama's HTTP protocol that the harness uses, for one model, on a free port of the loopback address; and
 * under {@code /lab/} what Ollama has no routes for: rendering, tokenising, and the process's peak memory.
 */
final class OllamaServer implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final LlamaEngine engine;
    private final ServingPlan plan;
    private final ChatTemplate template;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final HttpServer http;

    OllamaServer(LlamaEngine engine, ServingPlan plan, InstantSource now, LongSupplier nanoClock) throws IOException {
        this.engine = engine;
        this.plan = plan;
        this.template = new ChatTemplate(engine, plan.beginToken());
        http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
        http.setExecutor(workers);
        http.createContext("/api/chat", JsonRoute.postTo(new ChatRoute(engine, plan, template, now, nanoClock)));
        http.createContext("/api/version", JsonRoute.get(none -> object().put("version", plan.version())));
        http.createContext("/api/tags", JsonRoute.get(none -> models(facts())));
        http.createContext(
                "/api/ps",
                JsonRoute.get(none -> models(facts().put("expires_at", NEVER)
                        .put("size_vram", 0)
                        .put("context_length", plan.contextTokens()))));
        http.createContext("/api/show", JsonRoute.post(this::show));
        http.createContext("/lab/tokenize", JsonRoute.post(this::tokenize));
        http.createContext("/lab/render", JsonRoute.post(this::render));
        http.createContext("/lab/memory", JsonRoute.get(none -> memory()));
        http.start();
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
        int[] tokens = body.path("text").isTextual()
                ? engine.encode(body.path("text").asText())
                : template.tokens(template.render(ChatRequest.messages(body)));
        ObjectNode answer = object();
        answer.putPOJO("tokens", tokens);
        return answer;
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
