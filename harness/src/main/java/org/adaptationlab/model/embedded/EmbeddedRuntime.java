package org.adaptationlab.model.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.TokenizingModel;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.process.SystemMemory;
import org.jspecify.annotations.Nullable;

/**
 * Runs models on this machine with nothing else installed: one child JVM per base and adapter, which ends when its model
 * is closed, and by itself when this process ends. It computes on the CPU only, whatever graphics card there is. A model
 * is asked in the chat template of its own file, or not served; see {@link TemplateText}. Not thread-safe.
 */
public final class EmbeddedRuntime implements ModelRuntime {

    /** Nothing is generated, so that memory for a window would be for nothing. */
    private static final int TOKENIZER_CONTEXT = 256;

    private final String version;
    /** Those that are not closed yet. */
    private final List<EmbeddedModel> served = new ArrayList<>();

    /**
     * Makes the runtime; nothing is started yet.
     *
     * @param labVersion version of the harness
     */
    public EmbeddedRuntime(String labVersion) {
        version = "adaptation-lab " + Objects.requireNonNull(labVersion, "labVersion") + " (llama.cpp "
                + JniLlamaEngine.LLAMA_CPP + ")";
    }

    @Override
    public List<String> expectInFlight(int requests) {
        if (requests > 1) {
            throw new LabDefinitionException("the embedded runtime answers one question at a time, and " + requests
                    + " are to be in flight; leave in-flight out (or say --in-flight 1), or run on a server that answers"
                    + " many, with --runtime llama-server, ollama or openai");
        }
        return List.of();
    }

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public String version() {
        return version;
    }

    /** Cold unless asked otherwise: greedy answers may differ between a cold and a warm cache. */
    @Override
    public String prefixCache(SamplingOptions options) {
        return options.reusePrefix() ? "warm" : "cold";
    }

    @Override
    public Integer threads() {
        return ServingPlan.decodeThreads(Runtime.getRuntime().availableProcessors());
    }

    /** Any window and any way of thinking will do for that: the engine knows of neither in its templates. */
    @Override
    public Optional<ChatTokenizer> tokenizer(BaseModel base, SamplingOptions options) {
        SamplingOptions little = new SamplingOptions(0, options.seed(), 1, TOKENIZER_CONTEXT);
        return Optional.of(new OwnedTokenizer(serve(base, null, little)));
    }

    @Override
    public Optional<String> tokenizerIdentity() {
        return Optional.of(EmbeddedTokenizer.IDENTITY);
    }

    @Override
    public TokenizingModel serve(BaseModel base, @Nullable AdapterRef adapter, SamplingOptions options) {
        Path file = base.file();
        if (file == null) {
            throw new PrerequisiteException(
                    "model " + base.name()
                            + " has no file on this machine, which the embedded runtime needs; fetch it with \"lab models pull\"");
        }
        if (options.thinking()) {
            throw new LabDefinitionException("sampling: thinking is on, but the embedded runtime has no thinking; run"
                    + " with --runtime ollama, or turn it off");
        }
        Path gguf = weights(adapter);
        WeightFiles weights = WeightFiles.open(file, gguf);
        weights.requireMemory(options.contextTokens(), SystemMemory.now().available());
        int cores = Runtime.getRuntime().availableProcessors();
        EmbeddedModel model = EmbeddedModel.serve(
                new ServingPlan(
                        version,
                        base.name(),
                        base.weightsDigest(),
                        base.quantization(),
                        file.toAbsolutePath().toString(),
                        gguf == null ? null : gguf.toAbsolutePath().toString(),
                        weights.beginToken(),
                        weights.chatTemplate(),
                        options.contextTokens(),
                        options.reusePrefix(),
                        ServingPlan.decodeThreads(cores),
                        cores),
                served::remove);
        served.add(model);
        return model;
    }

    private static @Nullable Path weights(@Nullable AdapterRef adapter) {
        if (adapter instanceof AdapterRef.Served served) {
            throw new PrerequisiteException("the adapter \"" + served.modelName()
                    + "\" is named as a model of a server, which the embedded runtime does not have; run with"
                    + " --runtime ollama or openai, or give the adapter as a file");
        }
        if (adapter instanceof AdapterRef.PeftFolder peft) {
            throw new IllegalArgumentException("not imported: " + peft.folder());
        }
        return adapter instanceof AdapterRef.Weights given ? given.gguf() : null;
    }

    @Override
    public void close() {
        List.copyOf(served).forEach(EmbeddedModel::close);
    }
}
