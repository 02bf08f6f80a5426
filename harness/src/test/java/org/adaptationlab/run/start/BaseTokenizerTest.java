package org.adaptationlab.run.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseTokenizerTest {

    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 1, 8, 64);

    @TempDir
    private Path folder;

    @Test
    void isThatOfTheRuntimeWhereItShowsOne() throws IOException {
        BaseTokenizer tokenizer = tokenizer(base("qwen3"), new Shown("vLLM 0.11"), Map.of());

        assertThat(tokenizer.identity()).contains("vLLM 0.11");
    }

    @Test
    void isTheEmbeddedEnginesWhereTheRuntimeShowsNone() throws IOException {
        assertThat(tokenizer(base("llama"), new Shown(null), Map.of()).identity())
                .contains("embedded");
    }

    @Test
    void isMissingWhereNothingKnowsTheArchitecture() throws IOException {
        BaseTokenizer tokenizer = tokenizer(base("qwen3"), new Shown(null), Map.of("PATH", ""));

        assertThat(tokenizer.identity()).isEmpty();
        assertThatThrownBy(tokenizer::open)
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("no tokenizer for base")
                .hasMessageContaining("does not know the architecture, and there is no llama-server")
                .hasMessageContaining("LAB_LLAMA_SERVER");
    }

    @Test
    void isMissingWhereTheBaseIsNoFile() {
        BaseTokenizer tokenizer =
                tokenizer(new BaseModel("base", "d", null, null), new Shown(null), Map.of("PATH", ""));

        assertThatThrownBy(tokenizer::open).hasMessageContaining("its weights are no file on this machine");
    }

    private static BaseTokenizer tokenizer(BaseModel base, ModelRuntime runtime, Map<String, String> environment) {
        return new BaseTokenizer(base, runtime, new Shown("embedded"), OPTIONS, environment);
    }

    private BaseModel base(String architecture) throws IOException {
        Path file = folder.resolve(architecture + ".gguf");
        new GgufWriter().text("general.architecture", architecture).write(file);
        return new BaseModel("base", "d", null, file);
    }

    /** Shows a tokenizer of this identity, or none. */
    private record Shown(@Nullable String identity) implements ModelRuntime {

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public String version() {
            return "fake 1";
        }

        @Override
        public @Nullable String prefixCache(SamplingOptions options) {
            return null;
        }

        @Override
        public Optional<ChatTokenizer> tokenizer(BaseModel base, SamplingOptions options) {
            throw new AssertionError("nothing is opened");
        }

        @Override
        public Optional<String> tokenizerIdentity() {
            return Optional.ofNullable(identity);
        }

        @Override
        public ServedModel serve(BaseModel base, @Nullable AdapterRef adapter, SamplingOptions options) {
            throw new AssertionError("nothing is served");
        }

        @Override
        public void close() {}
    }
}
