package org.adaptationlab.model.ollama;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.Delivery;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.call.ChatCaller;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.model.call.ServerPlace;
import org.adaptationlab.model.store.ModelStore.DownloadListener;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * A running Ollama. A base with a file, and each adapter, is given to it once, under a name that carries the digest;
 * a base that it has under a name of its own is served as it has it. A version that takes no adapters is given merged
 * weights. Ollama holds one base and adapter at a time.
 */
public final class OllamaRuntime implements ModelRuntime {

    private final URI endpoint;
    private final OllamaApi api;
    private final CallSettings settings;
    private final ChatCaller caller;
    private final OllamaFailures failures;
    private final GivenModels givenModels;
    private final AdapterDeliveries deliveries;
    private @Nullable String version;

    /**
     * What the runtime may use of this machine.
     *
     * @param folder for files that are on their way to the server
     * @param keepBase whether modes without an adapter are measured on the base as it is, also where adapters have to be
     *     merged into other types
     * @param notice hears of what takes a while
     */
    public record Place(Path folder, boolean keepBase, Consumer<String> notice) {}

    /** Makes a runtime of the server at this address; nothing is sent yet. */
    public OllamaRuntime(URI endpoint, CallSettings settings, Place place) {
        this.endpoint = endpoint;
        this.api = new OllamaApi(endpoint);
        this.settings = settings;
        this.caller = OllamaChat.caller(endpoint, settings);
        this.failures = new OllamaFailures(endpoint);
        this.givenModels = new GivenModels(api, failures);
        this.deliveries = new AdapterDeliveries(api, givenModels, failures, place);
    }

    /** A runtime that is only asked what the server has. */
    public static OllamaRuntime toLookAt(URI endpoint) {
        Place nowhere = new Place(Path.of(System.getProperty("java.io.tmpdir")), false, words -> {});
        return new OllamaRuntime(endpoint, CallSettings.with(RetryPolicy.brief()), nowhere);
    }

    /**
     * The address to use: the given one, else that of {@code OLLAMA_HOST}, else Ollama's own.
     *
     * @throws LabDefinitionException when it is no address
     */
    public static URI endpoint(@Nullable String given, Map<String, String> environment) {
        return given != null
                ? OllamaAddress.parse(given, "--endpoint")
                : OllamaAddress.parse(environment.getOrDefault("OLLAMA_HOST", ""), "OLLAMA_HOST");
    }

    /** The address in use. */
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public Optional<URI> address() {
        return Optional.of(endpoint);
    }

    @Override
    public boolean isElsewhere() {
        return ServerPlace.isElsewhere(endpoint);
    }

    /** It does not tell how many it answers at once. */
    @Override
    public Optional<String> toAnswerAtOnce(int requests) {
        return Optional.of(
                "start Ollama with OLLAMA_NUM_PARALLEL=" + requests + ", which needs memory for as many contexts");
    }

    @Override
    public List<String> notSet() {
        return ServerVersion.parse(version()).knowsThink() ? List.of() : List.of("thinking");
    }

    @Override
    public ServerSettings requestSettings() {
        return settings.rules().settings();
    }

    @Override
    public List<String> leftOut() {
        return settings.rules().learned();
    }

    /** Whether a server answers. */
    public boolean answers() {
        try {
            api.version();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A model that the server has under this name; its digest is the server's. */
    @Override
    public Optional<BaseModel> find(String name) {
        try {
            return api.find(name)
                    .map(model -> BaseModel.onServer(
                            name, model.digest(), model.quantization().isEmpty() ? null : model.quantization(), null));
        } catch (IOException e) {
            throw failures.failed("could not list its models", e);
        }
    }

    /**
     * Has the server fetch a model.
     *
     * @throws PrerequisiteException when it cannot
     */
    public void pull(String name, DownloadListener listener) {
        try {
            api.pull(name, listener);
        } catch (IOException e) {
            throw failures.failed("could not fetch the model " + name, e);
        }
    }

    /** What a model of the server was made of, in the form of a Modelfile; "" where the server does not say. */
    public String modelfile(String name) {
        try {
            return api.show(name).modelfile();
        } catch (IOException e) {
            throw failures.failed("could not show the model " + name, e);
        }
    }

    /** Names of the models that are loaded now. */
    public List<String> loaded() {
        try {
            return api.loaded();
        } catch (IOException e) {
            throw failures.failed("could not say what is loaded", e);
        }
    }

    /**
     * A model in the server's store.
     *
     * @param quantization "" where the server does not say
     * @param bytes on its disk; models of one base share most
     * @param given whether a run gave it
     */
    public record Kept(String name, String quantization, long bytes, boolean given) {}

    /** All models in the server's store. */
    public List<Kept> kept() {
        try {
            return api.tags().stream()
                    .map(model -> new Kept(
                            model.name(), model.quantization(), model.bytes(), GivenModels.isGiven(model.name())))
                    .toList();
        } catch (IOException e) {
            throw failures.failed("could not list its models", e);
        }
    }

    /** Deletes the models that runs gave to the server, and returns their names. */
    public List<String> prune() {
        return givenModels.delete();
    }

    @Override
    public String name() {
        return "ollama";
    }

    /** Asked once: at the end of a run the server may be what it failed of. */
    @Override
    public String version() {
        try {
            if (version == null) {
                version = api.version();
            }
            return version;
        } catch (IOException e) {
            throw failures.failed("could not be asked for its version", e);
        }
    }

    /** Ollama keeps the last prompt and reuses the part that is the same; it can't be told not to. */
    @Override
    public String prefixCache(SamplingOptions options) {
        return "warm";
    }

    @Override
    public List<String> expectAdapters(BaseModel base, Supplier<Set<String>> changedTensors, SamplingOptions options) {
        return deliveries.expect(base, changedTensors.get(), version(), options).stream()
                .toList();
    }

    @Override
    public ServedModel serve(BaseModel base, @Nullable AdapterRef adapter, SamplingOptions options) {
        if (adapter instanceof AdapterRef.PeftFolder peft) {
            throw new IllegalArgumentException("not imported: " + peft.folder());
        }
        Path weights = adapter instanceof AdapterRef.Weights given ? given.gguf() : null;
        if (weights != null) {
            checkFit(weights, base.file());
        }
        String name = adapter instanceof AdapterRef.Served served
                ? deliveries.there(served.modelName())
                : deliveries.name(base, weights);
        checkAbility(name, options);
        return load(name, deliveries.of(adapter), weights, options);
    }

    /** Servers give a model no larger window than it was made for, and do not say so. */
    private void checkAbility(String name, SamplingOptions options) {
        OllamaApi.Shown model;
        try {
            model = api.show(name);
        } catch (IOException e) {
            throw failures.failed("could not show the model " + name, e);
        }
        Integer window = model.contextTokens();
        if (window != null && window < options.contextTokens()) {
            throw new LabDefinitionException("sampling: context-tokens is " + options.contextTokens() + ", but " + name
                    + " was made for " + window + " at most; lower it, or take another model");
        }
        if (!model.rendersChats()) {
            throw new LabDefinitionException(
                    name + " on Ollama at " + endpoint + " has no chat template (its template is \""
                            + model.template().strip()
                            + "\"): system messages and turns would be lost; make it again with a TEMPLATE"
                            + " that has .Messages, or name its GGUF file with --model, which brings its own");
        }
        if (options.thinking() && Boolean.FALSE.equals(model.thinks())) {
            throw new LabDefinitionException(
                    "sampling: thinking is on, but " + name + " can't think; turn it off, or take another model");
        }
    }

    /** Ollama itself only says that its runner has died. Of a base without a file nothing is known. */
    private static void checkFit(Path adapter, @Nullable Path base) {
        AdapterFile opened = AdapterFile.open(adapter);
        if (base != null) {
            opened.requireFits(GgufFile.open(base));
        }
    }

    private OllamaModel load(
            String name, @Nullable Delivery delivery, @Nullable Path adapter, SamplingOptions options) {
        try {
            Duration keptBefore = GivenModels.isGiven(name) ? null : OllamaModel.Loaded.kept(api, name);
            long start = System.nanoTime();
            api.load(name, options.contextTokens(), OllamaChat.KEEP_ALIVE_SECONDS);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new OllamaModel(
                    caller, api, new OllamaModel.Loaded(name, delivery, options.contextTokens(), seconds, keptBefore));
        } catch (IOException e) {
            if (adapter != null && e instanceof HttpRefusal refusal && !OllamaFailures.isAboutMemory(refusal)) {
                throw failures.unfit(adapter, refusal);
            }
            throw failures.failed("could not load the model " + name, e);
        }
    }

    /** Nothing is held here: what runs gave is unloaded when it is closed, and stays in Ollama's store for the next run. */
    @Override
    public void close() {}
}
