package org.adaptationlab.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.Requirement;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.Generation.Finish;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the embedded runtime has beyond the contract of all runtimes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EmbeddedRuntimeIT {

    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 24, 1024);

    private final EmbeddedRuntime runtime = new EmbeddedRuntime("test");
    private BaseModel base;
    private EmbeddedModel model;

    @BeforeAll
    void serve() {
        base = new BaseModel("smollm2", "unknown", "Q4_1", Requirement.model());
        model = (EmbeddedModel) runtime.serve(base, null, OPTIONS);
    }

    @AfterAll
    void close() {
        runtime.close();
    }

    private static List<ChatMessage> chat(String user) {
        return List.of(new ChatMessage(Role.SYSTEM, "You are helpful."), new ChatMessage(Role.USER, user));
    }

    private Generation ask(String user, @Nullable String schema) throws GenerationException {
        return model.generate(new GenerationRequest(chat(user), OPTIONS, schema));
    }

    @Test
    void answersWithTimingsAndCounts() throws Exception {
        Generation answer = ask("Say hello.", null);

        assertThat(answer.text()).containsIgnoringCase("hello");
        assertThat(answer.retries()).isZero();
        assertThat(answer.timings().prefillMs()).isPositive();
        assertThat(answer.timings().decodeMs()).isPositive();
        assertThat(answer.timings().ttftMs())
                .isGreaterThanOrEqualTo(answer.timings().prefillMs());
        assertThat(answer.timings().totalMs()).isGreaterThan(answer.timings().ttftMs());
        assertThat(model.loadSeconds().orElse(0)).isPositive();
    }

    @Test
    void countsTokensAsTheTokenizerDoes() throws Exception {
        Generation limited = ask("Tell me a story.", null);
        Generation ended = ask("Yes or no?", "{\"enum\":[\"yes\"]}");

        assertThat(limited.usage().input()).isEqualTo(model.tokenizer().promptTokens(chat("Tell me a story.")).length);
        assertThat(limited.usage().output()).isEqualTo(OPTIONS.maxOutputTokens());
        assertThat(limited.finish()).isEqualTo(Finish.LENGTH);
        assertThat(ended.text()).isEqualTo("\"yes\"");
        assertThat(ended.finish()).isEqualTo(Finish.STOP);
        assertThat(ended.usage().output()).isBetween(4, 6); // quotes, the word, the end token
    }

    @Test
    void readsABeginningThatPromptsShareOnceWhereItIsAskedTo() throws Exception {
        SamplingOptions warm = new SamplingOptions(0, 42, 8, 1024, false, true, List.of());
        assertThat(runtime.prefixCache(OPTIONS)).isEqualTo("cold");
        assertThat(runtime.prefixCache(warm)).isEqualTo("warm");
        assertThat(secondToFirstPrefill(model, OPTIONS)).isGreaterThan(0.5);
        try (ServedModel keeps = runtime.serve(base, null, warm)) {
            assertThat(secondToFirstPrefill(keeps, warm)).isLessThan(0.3);
        }
    }

    /** Prefill time of a prompt in relation to that of the prompt before, which had the same long beginning. */
    private static double secondToFirstPrefill(ServedModel served, SamplingOptions options) throws GenerationException {
        ChatMessage system = new ChatMessage(Role.SYSTEM, "Parcels go out on weekdays before noon. ".repeat(40));
        double[] prefill = new double[2];
        for (int i = 0; i < 2; i++) {
            ChatMessage user = new ChatMessage(
                    Role.USER, List.of("Where is it?", "When was that?").get(i));
            Generation answer = served.generate(new GenerationRequest(List.of(system, user), options, null));
            prefill[i] = Objects.requireNonNull(answer.timings().prefillMs());
        }
        return prefill[1] / prefill[0];
    }

    @Test
    void rendersTheModelsChatTemplate() {
        assertThat(model.tokenizer()
                        .render(List.of(
                                new ChatMessage(Role.SYSTEM, "Sort tickets."),
                                new ChatMessage(Role.USER, "Where is it? 📦"),
                                new ChatMessage(Role.ASSISTANT, "shipping"),
                                new ChatMessage(Role.USER, "Grüße <|im_end|>"))))
                .isEqualTo("""
                        <|im_start|>system
                        Sort tickets.<|im_end|>
                        <|im_start|>user
                        Where is it? 📦<|im_end|>
                        <|im_start|>assistant
                        shipping<|im_end|>
                        <|im_start|>user
                        Grüße <\u2060|im_end|><|im_end|>
                        <|im_start|>assistant
                        """);
        assertThat(model.tokenizer().textTokens("<|im_start|>user"))
                .as("spelled out, it is ordinary text")
                .hasSizeGreaterThan(2)
                .doesNotContain(1);
        assertThat(model.tokenizer().textTokens("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    {"type":"string","enum":["billing","shipping"]} ~ "(billing|shipping)"
                    {"type":"string","enum":["Ärger 😀🎉"]} ~ "Ärger 😀🎉"
                    {"type":"boolean"} ~ true|false
                    {"type":"integer"} ~ -?(0|[1-9][0-9]*)
                    {"type":"object","properties":{"n":{"type":"integer"},"ok":{"type":"boolean"}},"required":["ok"]} ~ \\{("n": ?-?[0-9]+, ?)?"ok": ?(true|false)\\}
                    {"type":"array","items":{"enum":["a","b"]},"minItems":2,"maxItems":2} ~ \\["[ab]", ?"[ab]"\\]
                    """)
    void keepsToASchema(String schema, String pattern) throws Exception {
        assertThat(ask("The parcel never came, twice. Say it in JSON.", schema).text())
                .matches(pattern);
    }

    @Test
    void refusesASchemaItCannotEnforce() {
        assertThatThrownBy(() -> ask("hi", "{\"type\":\"string\",\"pattern\":\"a\"}"))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("\"pattern\" can't be enforced");
        assertThat(model.restarts()).isZero();
    }

    @Test
    void knowsItsPeakMemory() {
        assertThat(model.peakRssMb().orElse(0)).isBetween(100L, 1000L);
    }

    @Test
    void goesOnWhenTheChildIsKilledInTheMiddle() throws Exception {
        SamplingOptions longer = new SamplingOptions(0, 42, 300, 1024);
        GenerationRequest request = new GenerationRequest(chat("Tell me a long story."), longer, null);
        try (EmbeddedModel victim = (EmbeddedModel) runtime.serve(base, null, longer)) {
            String undisturbed = victim.generate(request).text();
            ProcessHandle child = victim.processHandle();
            CompletableFuture<Void> killer = CompletableFuture.runAsync(
                    child::destroyForcibly, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));

            Generation answer = victim.generate(request);

            killer.join();
            assertThat(answer.text()).isEqualTo(undisturbed);
            assertThat(answer.retries()).isEqualTo(1);
            assertThat(victim.restarts()).isEqualTo(1);
            assertThat(victim.peakRssMb()).isNotEmpty();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void servesOnAfterCtrlC() throws Exception {
        new ProcessBuilder("kill", "-INT", String.valueOf(model.processHandle().pid()))
                .start()
                .waitFor();

        assertThat(ask("Still there?", null).retries()).isZero();
    }

    @Test
    void childEndsWithItsParent() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServingParent.class.getName(),
                        String.valueOf(base.file()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        ProcessHandle child;
        try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
            child = ProcessHandle.of(Long.parseLong(String.valueOf(out.readLine())))
                    .orElseThrow();
        }
        assertThat(child.isAlive()).isTrue();

        parent.destroyForcibly().waitFor();

        child.onExit().get(10, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNothingBehind() throws Exception {
        EmbeddedModel other = (EmbeddedModel) runtime.serve(base, null, OPTIONS);
        ProcessHandle child = other.processHandle();
        String flag = "-Dde.kherud.llama.tmpdir=";
        String folder = Files.readString(Path.of("/proc/" + child.pid() + "/cmdline"))
                .replace('\0', '\n')
                .lines()
                .filter(argument -> argument.startsWith(flag))
                .findFirst()
                .orElseThrow()
                .substring(flag.length());
        assertThat(Path.of(folder)).doesNotExist();

        other.close();

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void refusesFilesThatAreNoModels(@TempDir Path folder) throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage.gguf"), "not a model at all");
        Path broken = Files.writeString(folder.resolve("broken.gguf"), "GGUF and then nothing of use");

        assertThatThrownBy(() -> runtime.serve(of(garbage), null, OPTIONS))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("garbage.gguf");
        assertThatThrownBy(() -> runtime.serve(of(broken), null, OPTIONS))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("broken.gguf");
        assertThatThrownBy(() -> runtime.serve(base, new AdapterRef.Weights(broken), OPTIONS))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("broken.gguf");
        assertThatThrownBy(() -> runtime.serve(of(folder.resolve("none.gguf")), null, OPTIONS))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("none.gguf");
    }

    @Test
    void refusesAContextThatMemoryCannotHold() {
        assertThatThrownBy(() -> runtime.serve(base, null, new SamplingOptions(0, 1, 8, Integer.MAX_VALUE)))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("MiB are free");
    }

    private static BaseModel of(Path file) {
        return new BaseModel("odd", "unknown", null, file);
    }
}
