package org.adaptationlab.model.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;

/**
 * Asks models of one server and measures each answer.
 *
 * <p>TTFT is the time to the first line with text of the answer, the total the time to the line that says that the
 * answer is complete. An answer without text has no TTFT. Thread-safe: as many requests are in flight as threads ask.
 */
public final class ChatCaller {

    private final URI endpoint;
    private final CallSettings settings;
    private final LongSupplier nanoClock;
    private final ChatProtocol protocol;
    private final MeasuringHttpClient http;
    private final Map<ModelKey, StreamingChatModel> models = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean gaveUp;

    private record ModelKey(String name, SamplingOptions options) {}

    /**
     * Makes a caller; nothing is sent yet.
     *
     * @param endpoint for messages
     */
    public ChatCaller(URI endpoint, CallSettings settings, LongSupplier nanoClock, ChatProtocol protocol) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.nanoClock = nanoClock;
        this.protocol = protocol;
        this.http = new MeasuringHttpClient(settings.limits());
    }

    /**
     * Asks once and waits for the whole answer. A call that failed before any answer is repeated within the retry
     * policy; the time of failed calls is in none of the timings. One that was refused for a field is repeated without
     * it, and that is no failed call.
     *
     * @param model name or tag that the server knows
     * @throws GenerationException when the call failed for good, or the prompt does not fit
     */
    public Generation generate(String model, GenerationRequest request) throws GenerationException {
        // a server that was waited for in vain is not waited for again before it has answered
        Patience patience = new Patience(gaveUp ? settings.retries().impatient() : settings.retries(), waiting);
        try {
            while (true) {
                Exchange exchange = new Exchange(nanoClock, protocol.reader(request));
                try {
                    attempt(model, request, exchange);
                    gaveUp = false;
                    return WholeJson.ended(exchange.toGeneration(patience.failed()), request);
                } catch (CallFailure failure) {
                    if (!isMended(failure, exchange)) {
                        patience.afterFailure(failure);
                    }
                }
            }
        } catch (CallFailure failure) {
            if (failure.remedy() == CallFailure.Remedy.PATIENCE) {
                gaveUp = true;
            }
            throw failure.toGenerationException(endpoint, model, Math.max(1, patience.failed()));
        }
    }

    private boolean isMended(CallFailure failure, Exchange exchange) {
        return failure.refusal() != null
                && !failure.isPromptTooLong()
                && settings.rules().learn(failure.refusal(), exchange.body());
    }

    private void attempt(String model, GenerationRequest request, Exchange exchange) throws CallFailure {
        try {
            protocol.prepare();
        } catch (IOException e) {
            throw CallFailure.transport(e, false);
        }
        StreamingChatModel chatModel = models.computeIfAbsent(
                new ModelKey(model, request.sampling()),
                key -> protocol.model(key.name(), key.options(), http.asBuilder()));
        http.measure(exchange, adjustment(request, protocol, settings.rules()));
        chatModel.chat(ChatRequests.of(request), exchange);
        exchange.await(settings.limits());
    }

    /** What is changed in the body that LangChain4j makes. */
    static Consumer<ObjectNode> adjustment(GenerationRequest request, ChatProtocol protocol, RequestRules rules) {
        return body -> {
            ChatRequests.putMessages(body, request);
            protocol.adjust(body, request);
            rules.apply(body);
        };
    }
}
