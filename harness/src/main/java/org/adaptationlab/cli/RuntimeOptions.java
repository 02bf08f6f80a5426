package org.adaptationlab.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what runs the model, the same for every command that needs one. */
final class RuntimeOptions {

    /** What may run a model. */
    enum Kind {
        AUTO,
        EMBEDDED,
        OLLAMA,
        OPENAI;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--runtime",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "What runs the model: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Kind kind = Kind.AUTO;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Address of the server instead of OLLAMA_HOST or, with --runtime openai, OPENAI_BASE_URL.")
    private @Nullable String endpoint;

    @Option(names = "--model", paramLabel = "NAME", description = "Catalogue name or tag instead of the lab file's.")
    private @Nullable String model;

    @Option(names = "--pull", description = "Have Ollama fetch the model when it does not have it.")
    private boolean pull;

    Kind kind() {
        return kind;
    }

    @Nullable
    String endpoint() {
        return endpoint;
    }

    boolean pull() {
        return pull;
    }

    @Nullable
    String model() {
        return model;
    }
}
