package org.adaptationlab.cli;

import java.util.Map;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.embedded.EmbeddedRuntime;
import org.adaptationlab.model.ollama.OllamaRuntime;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.problem.PrerequisiteException;

/** Chooses what runs the model, and finds the model for it. */
final class RuntimeChoice {

    private final RuntimeOptions options;
    private final Map<String, String> environment;
    private final ModelStore store;

    RuntimeChoice(RuntimeOptions options, Map<String, String> environment, ModelStore store) {
        this.options = options;
        this.environment = environment;
        this.store = store;
    }

    /** What was chosen. */
    record Chosen(ModelRuntime runtime, BaseModel base) {}

    /**
     * The runtime and the model's weights, fetched where they have to be.
     *
     * @param embedded taken where no server is asked for or answers
     * @throws PrerequisiteException when the server or the model is not to be had
     */
    Chosen choose(String model, EmbeddedRuntime embedded, RunProgress progress) {
        if (options.kind() == RuntimeOptions.Kind.OPENAI) {
            throw new PrerequisiteException("--runtime openai is not part of this version; use --runtime embedded,"
                    + " which needs no server, or --runtime ollama");
        }
        if (options.kind() == RuntimeOptions.Kind.EMBEDDED) {
            return new Chosen(embedded, store.require(model, new FetchProgress(progress)));
        }
        OllamaRuntime ollama =
                new OllamaRuntime(OllamaRuntime.endpoint(options.endpoint(), environment), RetryPolicy.STANDARD);
        if (options.kind() == RuntimeOptions.Kind.OLLAMA || ollama.answers()) {
            progress.stage("runtime: Ollama " + ollama.version());
            return new Chosen(ollama, base(model, ollama, progress));
        }
        if (options.endpoint() != null) {
            throw new PrerequisiteException("no Ollama answers at --endpoint " + options.endpoint()
                    + "; start it with \"ollama serve\", correct the address, or leave --endpoint out to run embedded");
        }
        progress.stage("runtime: embedded (no Ollama answers)");
        return new Chosen(embedded, store.require(model, new FetchProgress(progress)));
    }

    private BaseModel base(String model, OllamaRuntime ollama, RunProgress progress) {
        if (store.knows(model)) {
            return store.require(model, new FetchProgress(progress));
        }
        return ollama.find(model)
                .orElseThrow(() -> new PrerequisiteException("model \"" + model
                        + "\" is neither in the catalogue nor on the Ollama server; fetch it by: ollama pull "
                        + model));
    }
}
