package org.adaptationlab.run.start;

import java.util.Map;
import java.util.Optional;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.embedded.KnownArchitectures;
import org.adaptationlab.model.openai.LlamaServerProgram;
import org.adaptationlab.model.openai.LlamaServerRuntime;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.TokenizerSource;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of a base as the runtime that serves it has it. Where that shows none, as Ollama, the engine that reads the
 * same file: the embedded one if it knows the architecture, else a llama-server.
 */
final class BaseTokenizer implements TokenizerSource {

    private final BaseModel base;
    private final ModelRuntime runtime;
    private final ModelRuntime embedded;
    private final SamplingOptions options;
    private final Map<String, String> environment;

    /** @param options as the run asks */
    BaseTokenizer(
            BaseModel base,
            ModelRuntime runtime,
            ModelRuntime embedded,
            SamplingOptions options,
            Map<String, String> environment) {
        this.base = base;
        this.runtime = runtime;
        this.embedded = embedded;
        this.options = options;
        this.environment = environment;
    }

    @Override
    public Optional<String> identity() {
        ModelRuntime source = source();
        return source == null ? Optional.empty() : source.tokenizerIdentity();
    }

    @Override
    public ChatTokenizer open() {
        ModelRuntime source = source();
        if (source == null) {
            throw new PrerequisiteException("no tokenizer for " + base.name() + ": " + runtime.version()
                    + " does not show its own, "
                    + (base.file() == null
                            ? "and its weights are no file on this machine"
                            : "the embedded engine does not know the architecture, and there is no llama-server")
                    + "; name a llama-server with LAB_LLAMA_SERVER, or run with --runtime openai on a vLLM");
        }
        return source.tokenizer(base, options).orElseThrow();
    }

    private @Nullable ModelRuntime source() {
        if (runtime.tokenizerIdentity().isPresent()) {
            return runtime;
        }
        if (base.file() == null) {
            return null;
        }
        if (KnownArchitectures.has(base.file())) {
            return embedded;
        }
        return LlamaServerProgram.find(environment)
                .map(program -> (ModelRuntime)
                        LlamaServerRuntime.starting(program, environment, CallSettings.with(RetryPolicy.NONE)))
                .orElse(null);
    }
}
