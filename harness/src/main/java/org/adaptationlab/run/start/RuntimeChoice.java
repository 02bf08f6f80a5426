package org.adaptationlab.run.start;

import java.util.Map;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.embedded.EmbeddedRuntime;
import org.adaptationlab.model.ollama.OllamaRuntime;
import org.adaptationlab.model.openai.OpenAiRuntime;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.environment.RunListener;

/** Chooses what runs the model, and finds the model for it. */
final class RuntimeChoice {

    private final RuntimeRequest options;
    private final Map<String, String> environment;
    private final ModelStore store;
    private final RunListener listener;

    RuntimeChoice(RuntimeRequest options, Map<String, String> environment, ModelStore store, RunListener listener) {
        this.options = options;
        this.environment = environment;
        this.store = store;
        this.listener = listener;
    }

    /** What was chosen. */
    record Chosen(ModelRuntime runtime, BaseModel base) {}

    /**
     * The runtime and the model's weights, fetched where they have to be.
     *
     * @param embedded taken where no server is asked for or answers
     * @throws PrerequisiteException when the server or the model is not to be had
     */
    Chosen choose(String model, EmbeddedRuntime embedded) {
        return switch (options.kind()) {
            case EMBEDDED -> new Chosen(embedded, store.require(model, new FetchProgress(listener)));
            case OPENAI -> openAi(model);
            case OLLAMA -> ollama(model, ollama());
            case AUTO -> auto(model, embedded);
        };
    }

    /** Ollama where it answers, since it can be given any model of the catalogue; else embedded. */
    private Chosen auto(String model, EmbeddedRuntime embedded) {
        OllamaRuntime ollama = ollama();
        if (ollama.answers()) {
            return ollama(model, ollama);
        }
        if (options.endpoint() != null) {
            throw new PrerequisiteException("no Ollama answers at --endpoint " + options.endpoint()
                    + "; start it with \"ollama serve\", correct the address, leave --endpoint out to run embedded, or"
                    + " add --runtime openai for an OpenAI-compatible server");
        }
        if (!store.knows(model)) {
            throw new PrerequisiteException("no Ollama answers, and the model \"" + model
                    + "\" is not in the catalogue, so it can't run embedded either; start Ollama, or name a model of"
                    + " \"lab models\" with --model");
        }
        listener.stage("runtime: embedded (no Ollama answers)");
        return new Chosen(embedded, store.require(model, new FetchProgress(listener)));
    }

    private OllamaRuntime ollama() {
        return new OllamaRuntime(OllamaRuntime.endpoint(options.endpoint(), environment), RetryPolicy.STANDARD);
    }

    private Chosen ollama(String model, OllamaRuntime ollama) {
        listener.stage("runtime: Ollama " + ollama.version());
        return new Chosen(ollama, base(model, ollama));
    }

    private BaseModel base(String model, OllamaRuntime ollama) {
        if (store.knows(model)) {
            return store.require(model, new FetchProgress(listener));
        }
        if (options.pull() && ollama.find(model).isEmpty()) {
            ollama.pull(model, new FetchProgress(listener));
        }
        return ollama.find(model)
                .orElseThrow(() -> new PrerequisiteException("model \"" + model
                        + "\" is neither in the catalogue nor on the Ollama server; fetch it with --pull, or by:"
                        + " lab models pull " + model));
    }

    private Chosen openAi(String model) {
        OpenAiRuntime openAi = OpenAiRuntime.of(options.endpoint(), environment, RetryPolicy.STANDARD);
        listener.stage("runtime: " + openAi.version());
        BaseModel base = openAi.find(model)
                .orElseThrow(() -> new PrerequisiteException("the server at " + openAi.endpoint() + " has no model \""
                        + model + "\", only " + String.join(", ", openAi.modelNames())
                        + "; name one of them with --model"));
        return new Chosen(openAi, base);
    }
}
