package org.adaptationlab.model.ollama;

import java.net.URI;
import java.util.function.LongSupplier;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.call.CallLimits;
import org.adaptationlab.model.call.ChatCaller;

/**
 * Asks models of a server that speaks Ollama's HTTP protocol, and measures each answer.
 *
 * <p>All requests carry the same options: those of {@link SamplingOptions}, and top-k 0, top-p 1, min-p 0 and repeat
 * penalty 1 (all off), because the defaults of servers and of model files differ. A server that knows
 * {@code truncate} and {@code shift} is told to refuse a prompt that does not fit instead of cutting it; of an older
 * one's answers those whose prompt it may have cut count as refused. Thinking is off where the server can be told so.
 */
public final class OllamaClient {

    /** The model must still be there when the next example comes, also after a slow retrieval. */
    static final int KEEP_ALIVE_SECONDS = 30 * 60;

    private final OllamaProtocol protocol;
    private final ChatCaller caller;

    /**
     * Makes a client; nothing is sent yet.
     *
     * @param endpoint address of the server, such as {@code http://localhost:11434}
     */
    public OllamaClient(URI endpoint, RetryPolicy retries) {
        this(endpoint, retries, System::nanoTime, CallLimits.STANDARD);
    }

    OllamaClient(URI endpoint, RetryPolicy retries, LongSupplier nanoClock, CallLimits limits) {
        this.protocol = new OllamaProtocol(endpoint, new OllamaApi(endpoint));
        this.caller = new ChatCaller(endpoint, retries, nanoClock, limits, protocol);
    }

    /**
     * Asks once and waits for the whole answer. A call that failed before any answer is repeated within the retry
     * policy; the time of failed calls is in none of the timings.
     *
     * @param model name or tag that the server knows
     * @throws GenerationException when the call failed for good, or the prompt does not fit
     */
    public Generation generate(String model, GenerationRequest request) throws GenerationException {
        Generation answer = caller.generate(model, request);
        if (!protocol.refusesLongPrompts()) {
            SilentCut.check(request, answer.usage());
        }
        return answer;
    }
}
