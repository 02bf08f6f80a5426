package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.model.openai.FakeOpenAi;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.VaryFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vary: {setting: model, …}}: the same lab with one model after the other. */
class VariedModelTest {

    @TempDir
    private Path folder;

    private LabFolder files;

    @BeforeEach
    void writeLab() throws IOException {
        files = LabFolder.in(folder);
        files.replace("labs/turns/lab.yaml", "modes:\n", "modes:\n  most: {technique: classifier, features: none}\n");
        vary("base, triage");
    }

    private void vary(String models) throws IOException {
        String lab = Files.readString(folder.resolve("labs/turns/lab.yaml")).replaceAll("vary:.*\n", "");
        files.write("labs/turns/lab.yaml", lab + "vary: {setting: model, values: [" + models + "]}\n");
    }

    private Result run(FakeOpenAi server, String... more) {
        List<String> args = Stream.concat(
                        Stream.of("run", "turns", "--runtime", "openai", "--endpoint", server.endpoint()),
                        Stream.of(more))
                .toList();
        return lab(args.toArray(String[]::new));
    }

    private Result lab(String... args) {
        return new LabCommandLine(folder).with("LAB_HOME", folder + "/home").run(args);
    }

    private VaryFolder curve() {
        return VaryFolder.newest(folder.resolve("results"), "turns").orElseThrow();
    }

    private static List<String> asked(FakeOpenAi server, String model) {
        return server.bodies.stream()
                .filter(body -> body.contains("\"" + model + "\"") && body.contains("to your heart"))
                .toList();
    }

    @Test
    void measuresEachModelInEveryModeThatAsksOne() throws Exception {
        try (FakeOpenAi server = new FakeOpenAi().otherwise("left")) {
            Result result = run(server);

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(asked(server, "base")).isNotEmpty();
            assertThat(asked(server, "triage")).hasSameSizeAs(asked(server, "base"));
            assertThat(result.out()).contains("model   most", "\nbase ", "\ntriage ", "curve.html");
        }
        VaryFolder curve = curve();
        assertThat(curve.record().points()).extracting(point -> point.value()).containsExactly("base", "triage");
        RunFolder second = curve.run(curve.path().getFileName() + "-triage");
        assertThat(RunResults.read(second).byMode()).containsOnlyKeys("prompt", "near");
        assertThat(RunResults.read(second).provenance().run().model()).isEqualTo("triage");
        assertThat(Files.readString(curve.file("curve.csv")).lines().filter(line -> line.contains(",model,base,")))
                .hasSize(3);
        assertThat(Files.readString(curve.file("curve.md")))
                .contains("## Model base", "## Model triage", "| 2 | triage | triage |")
                .contains("prompt: no model is shown to be best (base 100.0\u00a0%, triage 100.0\u00a0%)");
    }

    @Test
    void findsAllModelsBeforeItAsksOne() throws Exception {
        vary("base, nosuch");
        try (FakeOpenAi server = new FakeOpenAi().otherwise("left")) {
            Result result = run(server);

            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.err()).contains("no model \"nosuch\", only base, triage");
            assertThat(server.bodies).isEmpty();
            assertThat(folder.resolve("results")).doesNotExist();
        }
    }

    @Test
    void goesOnWithTheModelThatWasNotFinished() throws Exception {
        try (FakeOpenAi server = new FakeOpenAi().otherwise("left")) {
            run(server);
            VaryFolder curve = curve();
            RunFolder second = curve.run(curve.path().getFileName() + "-triage");
            Files.delete(second.provenance());
            int asked = server.bodies.size();

            Result resumed = run(server, "--resume");

            assertThat(resumed.exitCode()).as(resumed.err()).isZero();
            assertThat(second.provenance()).exists();
            assertThat(server.bodies.subList(asked, server.bodies.size())).noneMatch(body -> body.contains("\"base\""));
            assertThat(curve()).isEqualTo(curve);
        }
    }

    @Test
    void refusesAnotherModelOnTheCommandLine() throws Exception {
        try (FakeOpenAi server = new FakeOpenAi().otherwise("left")) {
            Result result = run(server, "--model", "triage");

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err())
                    .contains(
                            "--model is \"triage\", but labs/turns/lab.yaml varies the model (base, triage); leave --model out");
        }
    }

    @Test
    void validatesEachModel() throws Exception {
        new GgufWriter()
                .text("general.architecture", "llama")
                .u32("general.file_type", 7)
                .tensor("token_embd.weight", new float[8], 4, 2)
                .write(folder.resolve("labs/turns/mine.gguf"));
        vary("smollm2-135m-instruct, mine.gguf, \"phi4:14b\", qwen3-8b");
        Result right = lab("validate", "turns");
        assertThat(right.exitCode()).as(right.err()).isZero();
        assertThat(right.out())
                .contains("  varied    model: smollm2-135m-instruct, mine.gguf, phi4:14b, qwen3-8b\n")
                .contains("  smollm2-135m-instruct  in the catalogue\n")
                .contains("  mine.gguf              a file: llama, Q8_0\n")
                .contains("  qwen3-8b               described in the catalogue, Ollama's qwen3:8b-q4_K_M\n")
                .contains("  phi4:14b               not in the catalogue, so only a server that has it can run it");

        Files.writeString(folder.resolve("labs/turns/mine.gguf"), "no model");
        vary("mine.gguf, none.gguf");
        Result wrong = lab("validate", "turns");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err())
                .contains(
                        "vary.values has \"mine.gguf\": ", "vary.values has \"none.gguf\": ", "there is no such file");
    }
}
