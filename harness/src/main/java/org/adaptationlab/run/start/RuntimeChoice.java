package org.adaptationlab.run.start;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.call.RequestRules;
import org.adaptationlab.model.embedded.EmbeddedRuntime;
import org.adaptationlab.model.ollama.OllamaRuntime;
import org.adaptationlab.model.openai.LlamaServerProgram;
import org.adaptationlab.model.openai.LlamaServerRuntime;
import org.adaptationlab.model.openai.OpenAiRuntime;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.environment.RunListener;
import org.adaptationlab.run.environment.ServerFile;
import org.jspecify.annotations.Nullable;

/** Chooses what runs the model, and finds the model for it. */
final class RuntimeChoice {

    private final LabDefinition lab;
    private final RuntimeRequest options;
    private final Map<String, String> environment;
    private final FoundModels models;
    private final RunListener listener;
    private final RetryPolicy.Sleeper sleeper;

    RuntimeChoice(
            LabDefinition lab,
            RuntimeRequest options,
            Map<String, String> environment,
            ModelStore store,
            RunListener listener,
            RetryPolicy.Sleeper sleeper) {
        this.lab = lab;
        this.options = options;
        this.environment = environment;
        this.models = new FoundModels(lab, options, environment, store, new FetchProgress(listener));
        this.listener = listener;
        this.sleeper = sleeper;
    }

    /** What was chosen. */
    record Chosen(ModelRuntime runtime, BaseModel base) {}

    /**
     * The runtime and the model's weights, fetched where they have to be.
     *
     * @param embedded taken where no server is asked for or answers
     * @throws PrerequisiteException when the server or the model is not to be had
     */
    Chosen choose(EmbeddedRuntime embedded) {
        return switch (options.kind()) {
            case EMBEDDED -> new Chosen(embedded, models.file());
            case OPENAI -> openAi();
            case LLAMA_SERVER -> llamaServer();
            case OLLAMA -> ollama(ollamaAtAddress());
            case AUTO -> auto(embedded);
        };
    }

    /** Ollama where it answers, since it can be given any model of a file; a llama-server where one is found; else embedded. */
    private Chosen auto(EmbeddedRuntime embedded) {
        OllamaRuntime ollama = ollamaAtAddress();
        if (ollama.answers()) {
            return ollama(ollama);
        }
        if (options.endpoint() != null) {
            throw new PrerequisiteException("no Ollama answers at --endpoint " + options.endpoint()
                    + "; start it with \"ollama serve\", correct the address, leave --endpoint out to run without it, or"
                    + " add --runtime openai or llama-server for a server of that kind");
        }
        Optional<Path> program = LlamaServerProgram.find(environment);
        if (!models.isFile()) {
            throw models.onlyForAnOllama();
        }
        if (program.isPresent()) {
            return started(program.get(), "no Ollama answers");
        }
        listener.stage("runtime: embedded, on the CPU (no Ollama answers, and there is no llama-server)");
        return new Chosen(embedded, models.file());
    }

    private OllamaRuntime ollamaAtAddress() {
        URI address = OllamaRuntime.endpoint(options.endpoint(), environment);
        OllamaRuntime.Place place =
                new OllamaRuntime.Place(LabHome.of(environment).resolve("merged"), options.keepBase(), listener::stage);
        return new OllamaRuntime(address, settings(address), place);
    }

    private Chosen ollama(OllamaRuntime ollama) {
        listener.stage("runtime: Ollama " + ollama.version());
        return new Chosen(ollama, models.of(ollama));
    }

    private Chosen llamaServer() {
        if (options.endpoint() == null) {
            Path program = LlamaServerProgram.find(environment)
                    .orElseThrow(
                            () -> new PrerequisiteException("there is no llama-server on the path; name the program"
                                    + " with LAB_LLAMA_SERVER, or a running one with --endpoint"));
            return started(program, null);
        }
        URI address = URI.create(options.endpoint().strip());
        LlamaServerRuntime server = LlamaServerRuntime.at(options.endpoint(), settings(address));
        listener.stage("runtime: " + server.version());
        return new Chosen(server, models.of(server));
    }

    private Chosen started(Path program, @Nullable String why) {
        LlamaServerRuntime server = LlamaServerRuntime.starting(program, environment, settings(null));
        listener.stage("runtime: " + server.version() + ", " + program + (why == null ? "" : " (" + why + ")"));
        return new Chosen(server, models.file());
    }

    private Chosen openAi() {
        String named = options.endpoint() == null
                ? environment.getOrDefault("OPENAI_BASE_URL", "").strip()
                : options.endpoint().strip();
        OpenAiRuntime openAi = OpenAiRuntime.of(options.endpoint(), environment, settings(address(named)));
        listener.stage("runtime: " + openAi.version());
        openAi.doubt().ifPresent(listener::warn);
        return new Chosen(openAi, models.of(openAi, needsWeights()));
    }

    /** Only to look its settings up; whether it is an address is judged elsewhere. */
    private static @Nullable URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether an adapter is trained on the file, or has to be brought into another form. */
    private boolean needsWeights() {
        return lab.modes().stream()
                .map(ModeDefinition::adaptation)
                .flatMap(spec -> spec.adapterSource().stream())
                .anyMatch(source -> source instanceof AdapterSource.GgufFile
                        || source.training()
                                .filter(training -> training.hub() == null)
                                .isPresent());
    }

    private CallSettings settings(@Nullable URI address) {
        RequestRules rules = new RequestRules(ServerFile.of(lab, LabHome.of(environment), address), listener::warn);
        return new CallSettings(
                options.limits(), RetryPolicy.patient(options.patience(), sleeper, listener::stage), rules);
    }
}
