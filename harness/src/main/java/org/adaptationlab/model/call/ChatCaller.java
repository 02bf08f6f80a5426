package org.adaptationlab.model.call;

import dev.langchain4j.model.chat.StreamingChatModel;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.RetryPolicy;

/**
 * Asks models of one server and measures each answer.
 *
 * <p>TTFT is the time to the first line with text of the answer, the total the time to the line that says that the
 * answer is complete. An answer without text has no TTFT. One request runs at a time, also when threads share the
 * caller: a second one would disturb the measurement.
 */
public final class ChatCaller {

    private final URI endpoint;
    private final RetryPolicy retries;
    private final LongSupplier nanoClock;
    private final CallLimits limits;
    private final ChatProtocol protocol;
    private final MeasuringHttpClient http;
    private final Map<ModelKey, StreamingChatModel> models = new HashMap<>();

    private record ModelKey(String name, SamplingOptions options) {}

    /**
     * Makes a caller; nothing is sent yet.
     *
     * @param endpoint for messages
     */
    public ChatCaller(
            URI endpoint, RetryPolicy retries, LongSupplier nanoClock, CallLimits limits, ChatProtocol protocol) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.retries = Objects.requireNonNull(retries, "retries");
        this.nanoClock = nanoClock;
        this.limits = limits;
        this.protocol = protocol;
        this.http = new MeasuringHttpClient(limits);
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
                return attempt(model, request).toGeneration(failed);
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
        try {
            protocol.prepare();
        } catch (IOException e) {
            throw CallFailure.transport(e, false);
        }
        StreamingChatModel chatModel = models.computeIfAbsent(
                new ModelKey(model, request.sampling()),
                key -> protocol.model(key.name(), key.options(), http.asBuilder()));
        Exchange exchange = new Exchange(nanoClock, protocol.reader(request));
        http.measure(exchange, body -> {
            ChatRequests.putMessages(body, request);
            protocol.adjust(body);
        });
        chatModel.chat(ChatRequests.of(request), exchange);
        exchange.await(limits);
        return exchange;
    }

    private void pauseAfter(int failed, CallFailure failure, String model) throws GenerationException {
        try {
            retries.pauseAfter(failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure.toGenerationException(endpoint, model, failed);
        }
    }
}
