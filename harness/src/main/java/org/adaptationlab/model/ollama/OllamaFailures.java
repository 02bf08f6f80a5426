package org.adaptationlab.model.ollama;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.adaptationlab.model.call.CallFailure;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;

/** What is said of a server that fails, and what to do about it. */
final class OllamaFailures {

    private final URI endpoint;

    OllamaFailures(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** @param what such as "could not list its models" */
    PrerequisiteException failed(String what, IOException cause) {
        return new PrerequisiteException(
                CallFailure.describe("Ollama at " + endpoint + " " + what, cause) + remedy(cause), cause);
    }

    PrerequisiteException absent(String name) {
        return new PrerequisiteException("Ollama at " + endpoint + " has no model \"" + name + "\"; fetch it with"
                + " --pull or \"lab models pull " + name + "\", or name a model of \"lab models\"");
    }

    LabDefinitionException unfit(Path adapter, HttpRefusal refusal) {
        return new LabDefinitionException(
                "the adapter " + adapter + " does not work with the base model in Ollama at " + endpoint + ": "
                        + refusal.getMessage() + "; it must be a GGUF LoRA of the same architecture and size",
                refusal);
    }

    static boolean isAboutMemory(HttpRefusal refusal) {
        return Objects.requireNonNullElse(refusal.getMessage(), "")
                .toLowerCase(Locale.ROOT)
                .contains("memory");
    }

    private static String remedy(IOException cause) {
        if (cause instanceof HttpRefusal refusal) {
            return isAboutMemory(refusal)
                    ? "; close other programs, take a smaller model, or lower sampling: {context-tokens}"
                    : "";
        }
        return cause instanceof SSLException
                ? "; add its certificate to Java's trust store, or correct the address"
                : "; start it with \"ollama serve\", name another with OLLAMA_HOST or --endpoint, or run with"
                        + " --runtime embedded";
    }
}
