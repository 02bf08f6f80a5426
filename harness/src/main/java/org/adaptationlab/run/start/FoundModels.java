package org.adaptationlab.run.start;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ollama.OllamaRuntime;
import org.adaptationlab.model.openai.LlamaServerRuntime;
import org.adaptationlab.model.openai.OpenAiRuntime;
import org.adaptationlab.model.store.DescribedModel;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.model.store.OllamaStore;
import org.adaptationlab.problem.PrerequisiteException;

/** Finds the model of a run: a file of the user's own, one of the catalogue, a tag of Ollama's, a name of a server's. */
final class FoundModels {

    private final LabDefinition lab;
    private final RuntimeRequest options;
    private final Map<String, String> environment;
    private final ModelStore store;
    private final FetchProgress progress;

    FoundModels(
            LabDefinition lab,
            RuntimeRequest options,
            Map<String, String> environment,
            ModelStore store,
            FetchProgress progress) {
        this.lab = lab;
        this.options = options;
        this.environment = environment;
        this.store = store;
        this.progress = progress;
    }

    /** The model's name, or its file as the user wrote it. */
    String name() {
        return options.model() == null ? lab.model() : options.model();
    }

    /** What Ollama calls it. */
    private String tag() {
        return described().map(DescribedModel::ollamaTag).orElse(name());
    }

    private Optional<DescribedModel> described() {
        return store.described(name());
    }

    /** What a server may call it: its name, or that of the hub. */
    private Stream<String> served() {
        return Stream.concat(
                Stream.of(name()), described().map(model -> model.facts().hub()).stream());
    }

    /** A file in the lab file is meant beside it, one that is typed where the user is. */
    private Path folder() {
        Path labFolder = lab.file().toAbsolutePath().getParent();
        return options.model() == null && labFolder != null ? labFolder : Path.of("");
    }

    private boolean isOwnFile() {
        return ModelStore.isFile(name(), folder());
    }

    /** Whether its weights are a file of this machine, or can be fetched as one. */
    boolean isFile() {
        return isOwnFile() || store.knows(name()) || inOllamasStore().isPresent();
    }

    /**
     * The model as a file of this machine.
     *
     * @throws PrerequisiteException when it is none and can't be fetched
     */
    BaseModel file() {
        if (isOwnFile()) {
            return store.ofFile(folder().resolve(name()));
        }
        return store.knows(name())
                ? store.require(name(), progress)
                : inOllamasStore().orElseGet(() -> store.require(name(), progress));
    }

    private Optional<BaseModel> inOllamasStore() {
        return OllamaStore.of(environment)
                .weights(tag())
                .map(weights -> new BaseModel(name(), weights.sha256(), null, weights.file()));
    }

    /** The model for an Ollama: given to it as a file, or one that it has. */
    BaseModel of(OllamaRuntime ollama) {
        if (isOwnFile() || store.knows(name())) {
            return file();
        }
        String wanted = tag();
        if (options.pull() && ollama.find(wanted).isEmpty()) {
            ollama.pull(wanted, progress);
        }
        BaseModel tag = ollama.find(wanted).orElseThrow(() -> notPulled(wanted));
        BaseModel.Weights weights = ollama.isElsewhere()
                ? null
                : OllamaStore.weightsOfModelfile(ollama.modelfile(wanted))
                        .or(() -> OllamaStore.of(environment).weights(wanted))
                        .orElse(null);
        return BaseModel.onServer(tag.name(), tag.digest(), tag.quantization(), weights);
    }

    /** The model of a llama-server at an address, which has one. */
    BaseModel of(LlamaServerRuntime server) {
        return served().flatMap(name -> server.find(name).stream())
                .findFirst()
                .or(() -> sameFile(server))
                .orElseThrow(() -> absent(server.name(), server.modelNames()));
    }

    /** A server without an alias calls its model by the path of its file. */
    private Optional<BaseModel> sameFile(LlamaServerRuntime server) {
        if (!isFile()) {
            return Optional.empty();
        }
        BaseModel base = file();
        String wanted = String.valueOf(Objects.requireNonNull(base.file()).getFileName());
        return server.modelNames().stream()
                .filter(id -> id.endsWith(wanted) || id.equals(wanted.replaceFirst("\\.gguf$", "")))
                .findFirst()
                .map(id -> base);
    }

    /**
     * The model of an OpenAI-compatible server.
     *
     * @param withWeights whether the file of the lab's model is wanted as well: to train on, or to bring adapters into
     *     another form
     */
    BaseModel of(OpenAiRuntime server, boolean withWeights) {
        BaseModel served = served().flatMap(name -> server.find(name).stream())
                .findFirst()
                .orElseThrow(() -> absent("OpenAI-compatible", server.modelNames()));
        if (!withWeights || !server.takesPeft() || !store.knows(lab.model())) {
            return served;
        }
        BaseModel file = store.require(lab.model(), progress);
        return BaseModel.onServer(served.name(), served.digest(), served.quantization(), file.weights());
    }

    private PrerequisiteException notPulled(String tag) {
        String where = described().isPresent()
                ? "model \"" + name() + "\", by its tag " + tag + ", is not on the Ollama server"
                : "model \"" + name() + "\" is neither in the catalogue nor on the Ollama server";
        return new PrerequisiteException(where + "; fetch it with --pull, or by: lab models pull " + name());
    }

    /** That nothing but an Ollama could run it, and none answers. */
    PrerequisiteException onlyForAnOllama() {
        String why = described()
                .map(model -> model.noFile().getMessage())
                .orElse("the model \"" + name()
                        + "\" is neither in the catalogue nor a file, so nothing else can run it;"
                        + " start Ollama, or name a model of \"lab models\" or a GGUF file with --model");
        return new PrerequisiteException("no Ollama answers, and " + why);
    }

    private PrerequisiteException absent(String kind, List<String> names) {
        return new PrerequisiteException("the " + kind + " server has no model \"" + name() + "\", only "
                + String.join(", ", names) + "; name one of them with --model");
    }
}
