package org.adaptationlab.run.start;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants to run the model.
 *
 * @param endpoint address of the server, null for that of the environment
 * @param model catalogue name or tag, null for the lab's
 * @param pull whether Ollama shall fetch a model that it does not have
 */
public record RuntimeRequest(
        Kind kind, @Nullable String endpoint, @Nullable String model, boolean pull) {

    /** Whatever is there, with the lab's model. */
    public static final RuntimeRequest ANY = new RuntimeRequest(Kind.AUTO, null, null, false);

    /** What may run a model. */
    public enum Kind {
        AUTO,
        EMBEDDED,
        OLLAMA,
        OPENAI;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
