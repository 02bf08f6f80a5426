package org.adaptationlab.run.start;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.call.CallLimits;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants to run the model.
 *
 * @param endpoint address of the server, null for that of the environment
 * @param model catalogue name, tag or GGUF file, null for the lab's
 * @param pull whether Ollama shall fetch a model that it does not have
 * @param keepBase whether modes without an adapter are measured on the base as it is, also where adapters have to be merged
 *     into other types
 * @param limits how long a call may take
 * @param patience how long to wait for a server that cannot answer just now
 */
public record RuntimeRequest(
        Kind kind,
        @Nullable String endpoint,
        @Nullable String model,
        boolean pull,
        boolean keepBase,
        CallLimits limits,
        Duration patience) {

    /** Whatever is there, with the lab's model. */
    public static final RuntimeRequest ANY =
            new RuntimeRequest(Kind.AUTO, null, null, false, false, CallLimits.STANDARD, RetryPolicy.USUAL_PATIENCE);

    public RuntimeRequest {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(patience, "patience");
    }

    /** What may run a model. */
    public enum Kind {
        AUTO,
        EMBEDDED,
        OLLAMA,
        LLAMA_SERVER,
        OPENAI;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
