package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.SamplingOptions;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * Asks models of a server that speaks Ollama's HTTP protocol, and measures each answer.
 *
 * <p>All requests carry the same options: those of {@link SamplingOptions}, and top-k 0, top-p 1, min-p 0 and repeat
 * penalty 1 (all off), because the defaults of servers and of model files differ. A server that knows
 * {@code truncate} and {@code shift} is told to refuse a prompt that does not fit instead of cutting it.
 *
 * <p>TTFT is the time to the first line with text, the total the time to the last line, which stands for the end token
 * and says that the answer is complete. An answer without text has no TTFT. One request runs at a time, also when
 * threads share the client: a second one would disturb the measurement.
 */
public final class OllamaClient {

    /** The model must still be there when the next example comes, also after a slow retrieval. */
    static final int KEEP_ALIVE_SECONDS = 30 * 60;

    private final URI endpoint;
    private final RetryPolicy retries;
    private final OllamaApi api;
    private final LongSupplier nanoClock;
    private final CallLimits limits;
    private final MeasuringHttpClient http;
    private final Map<ModelKey, OllamaStreamingChatModel> models = new HashMap<>();
    private @Nullable ServerVersion serverVersion;

    private record ModelKey(String name, SamplingOptions options) {}

    /**
     * Makes a client; nothing is sent yet.
     *
     * @param endpoint address of the server, such as {@code http://localhost:11434}
     */
    public OllamaClient(URI endpoint, RetryPolicy retries) {
        this(endpoint, retries, System::nanoTime, CallLimits.STANDARD);
    }

    OllamaClient(URI endpoint, RetryPolicy retries, LongSupplier nanoClock, CallLimits limits) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.retries = Objects.requireNonNull(retries, "retries");
        this.nanoClock = nanoClock;
        this.limits = limits;
        this.api = new OllamaApi(endpoint);
        this.http = MeasuringHttpClient.create(limits, this::adjust);
    }

    /**
     * The version the server says it has.
     *
     * @throws PrerequisiteException when no server answers there
     */
    public String version() {
        try {
            return api.version();
        } catch (IOException e) {
            throw new PrerequisiteException(CallFailure.describe(endpoint + "/api/version", e), e);
        }
    }

    /**
     * Asks once and waits for the whole answer. A call that failed before any answer is repeated within the retry
     * policy; the time of failed calls is in none of the timings.
     *
     * @param model name or tag that the server knows
     * @throws GenerationException when the call failed for good, or the prompt does not fit
     */
    public synchronized Generation generate(String model, GenerationRequest request) throws GenerationException {
        for (int failed = 0; ; ) {
            try {
                return attempt(model, request).toGeneration(request.sampling().maxOutputTokens(), failed);
            } catch (CallFailure failure) {
                failed++;
                if (failed >= Math.min(retries.attempts(), failure.allowedCalls())) {
                    throw failure.toGenerationException(endpoint, model, failed);
                }
                pauseAfter(failed, failure, model);
            }
        }
    }

    private Exchange attempt(String model, GenerationRequest request) throws CallFailure {
        if (serverVersion == null) {
            serverVersion = askVersion();
        }
        OllamaStreamingChatModel chatModel =
                models.computeIfAbsent(new ModelKey(model, request.sampling()), this::chatModel);
        ChatRequest chat = ChatRequests.of(request);
        Exchange exchange = new Exchange(nanoClock);
        http.measure(exchange);
        chatModel.chat(chat, exchange);
        exchange.await(limits);
        return exchange;
    }

    private ServerVersion askVersion() throws CallFailure {
        try {
            return ServerVersion.parse(api.version());
        } catch (IOException e) {
            throw CallFailure.transport(e, false);
        }
    }

    private void pauseAfter(int failed, CallFailure failure, String model) throws GenerationException {
        try {
            retries.pauseAfter(failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure.toGenerationException(endpoint, model, failed);
        }
    }

    private OllamaStreamingChatModel chatModel(ModelKey key) {
        SamplingOptions options = key.options();
        return OllamaStreamingChatModel.builder()
                .httpClientBuilder(http.asBuilder())
                .baseUrl(endpoint.toString())
                .defaultRequestParameters(OllamaChatRequestParameters.builder()
                        .modelName(key.name())
                        .temperature(options.temperature())
                        .topK(0)
                        .topP(1.0)
                        .minP(0.0)
                        .repeatPenalty(1.0)
                        .seed(wireSeed(options.seed()))
                        .maxOutputTokens(options.maxOutputTokens())
                        .numCtx(options.contextTokens())
                        .keepAlive(KEEP_ALIVE_SECONDS)
                        .build())
                .build();
    }

    /** The protocol has 32 bits, and a negative seed means a random one. */
    private static int wireSeed(long seed) {
        return (int) Math.floorMod(seed, (long) Integer.MAX_VALUE);
    }

    /** Adds what LangChain4j has no fields for, and takes out its empty lists: an empty stop list hides the model's own. */
    private void adjust(ObjectNode body) {
        if (serverVersion != null && serverVersion.knowsTruncate()) {
            body.put("truncate", false).put("shift", false);
        }
        body.remove("tools");
        body.withObject("/options").remove("stop");
        body.withArray("/messages").forEach(message -> ((ObjectNode) message).remove("tool_calls"));
    }
}
