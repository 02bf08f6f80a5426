package org.adaptationlab.model.ollama;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.Requirement;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterWriter;
import org.adaptationlab.gguf.LoraPair;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.Generation.Finish;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.SamplingOptions;
import org.adaptationlab.model.ServedModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against the Ollama of {@code OLLAMA_HOST}, or the usual address. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OllamaRuntimeIT {

    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 16, 1024);
    private static final String LABELS = "{\"type\":\"string\",\"enum\":[\"billing\",\"shipping\"]}";
    private static final String QUESTION = "My parcel has not come. Is this billing or shipping?";
    private static final int WIDTH = 576; // of SmolLM2-135M

    private OllamaRuntime runtime;
    private BaseModel base;
    private ServedModel served;

    @BeforeAll
    void serve() throws IOException {
        Path file = Requirement.model();
        runtime = Requirement.found("ollama", OllamaRuntimeIT::answering, "start it with \"ollama serve\"");
        base = new BaseModel("it-smollm2", Sha256.ofFile(file), "Q4_1", file);
        served = runtime.serve(base, null, OPTIONS);
    }

    private static Optional<OllamaRuntime> answering() {
        return Optional.of(new OllamaRuntime(OllamaRuntime.endpoint(null, System.getenv()), RetryPolicy.STANDARD))
                .filter(OllamaRuntime::answers);
    }

    @AfterAll
    void stop() {
        if (served != null) {
            served.close();
        }
    }

    private Generation ask(String user, @Nullable String schema) throws GenerationException {
        List<ChatMessage> chat =
                List.of(new ChatMessage(Role.SYSTEM, "You are helpful."), new ChatMessage(Role.USER, user));
        return served.generate(new GenerationRequest(chat, OPTIONS, schema));
    }

    @Test
    void measuresAnAnswer() throws Exception {
        Generation answer = ask("Tell me a story about a fox.", null);

        assertThat(answer.finish()).isEqualTo(Finish.LENGTH);
        assertThat(answer.usage().output()).isEqualTo(OPTIONS.maxOutputTokens());
        assertThat(answer.usage().input()).isBetween(15, 40);
        assertThat(answer.timings().prefillMs()).isPositive();
        assertThat(answer.timings().decodeMs()).isPositive();
        assertThat(answer.timings().ttftMs()).isPositive();
        assertThat(answer.timings().totalMs()).isGreaterThan(answer.timings().ttftMs());
        double serverMs = requireNonNull(answer.timings().prefillMs())
                + requireNonNull(answer.timings().decodeMs());
        assertThat(answer.timings().totalMs()).isCloseTo(serverMs, within(0.5 * serverMs + 200));
        assertThat(served.loadSeconds().orElse(0)).isPositive();
    }

    @Test
    void answersWithinTheSchema() throws Exception {
        Generation answer = ask(QUESTION, LABELS);

        assertThat(answer.text().strip()).isIn("\"billing\"", "\"shipping\"");
        assertThat(answer.finish()).isEqualTo(Finish.STOP);
    }

    @Test
    void givesTheSameAnswerTwice() throws Exception {
        assertThat(ask(QUESTION, null).text()).isEqualTo(ask(QUESTION, null).text());
    }

    @Test
    void refusesAPromptThatDoesNotFit() {
        assumeThat(ServerVersion.parse(runtime.version()).knowsTruncate())
                .as("Ollama 0.12.6 or newer")
                .isTrue();

        assertThatThrownBy(() -> ask("word ".repeat(2000), null))
                .isInstanceOfSatisfying(
                        GenerationException.class,
                        e -> assertThat(e.isPromptTooLong()).isTrue());
    }

    @Test
    void servesAnAdapterThatChangesTheAnswer(@TempDir Path folder) throws Exception {
        String plain = ask(QUESTION, null).text();
        Path adapter = folder.resolve("adapter.gguf");
        AdapterWriter.write(adapter, "llama", 64, List.of(noise("attn_q"), noise("attn_output")));

        try (ServedModel adapted = runtime.serve(base, new AdapterRef.Weights(adapter), OPTIONS)) {
            List<ChatMessage> chat =
                    List.of(new ChatMessage(Role.SYSTEM, "You are helpful."), new ChatMessage(Role.USER, QUESTION));
            String changed =
                    adapted.generate(new GenerationRequest(chat, OPTIONS, null)).text();

            assertThat(changed).isNotEqualTo(plain);
        }
        assertThat(ask(QUESTION, null).text()).isEqualTo(plain);
    }

    private static LoraPair noise(String module) {
        return new LoraPair("blk.0." + module + ".weight", 4, noise(1), noise(2));
    }

    private static float[] noise(long seed) {
        Random random = new Random(seed);
        float[] values = new float[4 * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
