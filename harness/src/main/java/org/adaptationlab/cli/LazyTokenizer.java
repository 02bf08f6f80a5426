package org.adaptationlab.cli;

import java.util.function.Supplier;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.SamplingOptions;
import org.adaptationlab.model.TokenizingModel;
import org.adaptationlab.model.embedded.EmbeddedRuntime;
import org.jspecify.annotations.Nullable;

/** The base model's tokenizer, served when it is first asked for. */
final class LazyTokenizer implements Supplier<ChatTokenizer>, AutoCloseable {

    private final EmbeddedRuntime runtime;
    private final BaseModel base;
    private final SamplingOptions sampling;
    private @Nullable TokenizingModel served;

    LazyTokenizer(EmbeddedRuntime runtime, BaseModel base, SamplingOptions sampling) {
        this.runtime = runtime;
        this.base = base;
        this.sampling = sampling;
    }

    @Override
    public ChatTokenizer get() {
        TokenizingModel model = served;
        if (model == null) {
            model = runtime.serve(base, null, sampling);
            served = model;
        }
        return model.tokenizer();
    }

    @Override
    public void close() {
        if (served != null) {
            served.close();
            served = null;
        }
    }
}
