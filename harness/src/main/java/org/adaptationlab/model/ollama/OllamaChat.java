package org.adaptationlab.model.ollama;

import java.net.URI;
import java.util.function.LongSupplier;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.call.ChatCaller;

/**
 * Asks models of a server that speaks Ollama's HTTP protocol, and measures each answer.
 *
 * <p>All requests carry the same options: those of {@link org.adaptationlab.lab.SamplingOptions}, and top-k 0, top-p 1,
 * min-p 0, repeat penalty 1, presence and frequency penalty 0 (all off), because the defaults of servers and of model files
 * differ. A server that knows {@code truncate} and {@code shift} is told to refuse a prompt that does not fit instead of
 * cutting it; of an older one's answers those whose prompt it may have cut count as refused. Thinking is off where the
 * server can be told so.
 */
public final class OllamaChat {

    /** The model must still be there when the next example comes, also after a slow retrieval. */
    static final int KEEP_ALIVE_SECONDS = 30 * 60;

    private OllamaChat() {}

    /**
     * A caller; nothing is sent yet.
     *
     * @param endpoint address of the server, such as {@code http://localhost:11434}
     */
    public static ChatCaller caller(URI endpoint, CallSettings settings) {
        return caller(endpoint, settings, System::nanoTime);
    }

    static ChatCaller caller(URI endpoint, CallSettings settings, LongSupplier nanoClock) {
        return new ChatCaller(endpoint, settings, nanoClock, new OllamaProtocol(endpoint, new OllamaApi(endpoint)));
    }
}
