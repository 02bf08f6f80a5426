package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.file.InUse;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.model.ollama.FakeOllamaStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {

    /** The SHA-256 of "abc", from FIPS 180-2. */
    private static final String SUM = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path home;

    /** Where no server is, unless a test starts one. */
    private String ollama = "127.0.0.1:1";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeCatalogue() throws IOException {
        Files.writeString(
                home.resolve("models.yaml"),
                "models:\n  tiny: {architecture: llama, parameters: 1230000000, quantization: F32, licence: MIT,"
                        + " file: tiny.gguf, bytes: 3, sha256: " + SUM + "}\n");
    }

    private int lab(String... args) {
        CliContext context = new CliContext(
                new PrintWriter(out),
                new PrintWriter(err),
                new BufferedReader(new StringReader("")),
                Map.of(
                        "LAB_HOME",
                        home.toString(),
                        "OLLAMA_MODELS",
                        home.resolve("ollama").toString(),
                        "OLLAMA_HOST",
                        ollama),
                home,
                home,
                false);
        return Main.run(context, args);
    }

    @Test
    void showsTheCatalogueInColumns() {
        assertThat(lab("models")).isZero();

        assertThat(out.toString()
                        .lines()
                        .map(line -> line.replace(home.toString(), "HOME").replaceAll(" {2,}", " | ")))
                .startsWith(
                        "NAME | WEIGHTS | TYPE | SIZE | LICENCE | STATE | FILE",
                        "smollm2-135m-instruct | 135M | Q4_1 | 98 MB | Apache-2.0 | absent | HOME/models/SmolLM2-135M-Instruct.Q4_1.gguf",
                        "tiny | 1.2B | F32 | 0 MB | MIT | absent | HOME/models/tiny.gguf");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void showsWhatIsOnThisMachineFirstAndThenWhatIsOnlyDescribed() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("models")).resolve("tiny.gguf"), "abc");
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            ollama = server.endpoint().toString();
            server.models.add("qwen3:8b-q4_K_M");

            assertThat(lab("models")).isZero();
        }
        List<String> names = out.toString()
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.replaceAll(" .*", ""))
                .toList();
        assertThat(names)
                .startsWith("NAME", "tiny", "qwen3-8b", "smollm2-135m-instruct")
                .doesNotHaveDuplicates();
        assertThat(out.toString())
                .containsPattern("\nqwen3-8b +8.2B +- +- +Apache-2.0 +on Ollama +Ollama's qwen3:8b-q4_K_M\n")
                .containsPattern("\nphi-4 +14.7B +- +- +MIT +described +Ollama's phi4:14b\n");
        List<Integer> states = out.toString()
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.replaceAll("(cached|absent|described|on Ollama|STATE) .*", "")
                        .length())
                .distinct()
                .toList();
        assertThat(states).as("the columns are aligned").hasSize(1);
    }

    @Test
    void hasOllamaFetchWhatIsOnlyDescribed() throws Exception {
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            ollama = server.endpoint().toString();

            assertThat(lab("models", "pull", "phi-4")).isZero();

            assertThat(server.models).containsExactly("phi4:14b");
            assertThat(out).hasToString("phi4:14b: on Ollama at " + ollama + "\n");
        }
    }

    @Test
    void takesAFileOfADescribedModelWithoutBeingAskedTwice() throws Exception {
        model("some.gguf");

        assertThat(lab("models", "add", "some.gguf", "--name", "phi-4"))
                .as(err.toString())
                .isZero();

        assertThat(home.resolve("models.yaml")).content().contains("phi-4:", "ollama: \"phi4:14b\"", "licence: MIT");
        assertThat(lab("models", "add", "some.gguf", "--name", "phi-4")).isEqualTo(2);
    }

    @Test
    void pullsAModel() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("ollama/blobs")).resolve("sha256-" + SUM), "abc");

        assertThat(lab("models", "pull", "tiny")).isZero();

        assertThat(out).hasToString("tiny: " + home.resolve("models/tiny.gguf") + " (SHA-256 verified)\n");
        assertThat(err.toString()).contains("fetching the model from local Ollama store");
    }

    @Test
    void saysWhereToPutAModelThatNobodyHas() {
        assertThat(lab("models", "pull", "tiny")).isEqualTo(3);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains(SUM, home.resolve("models/tiny.gguf").toString())
                .doesNotContain("\tat ");
    }

    @Test
    void refusesAnUnknownName() {
        assertThat(lab("models", "pull", "tinny")).isEqualTo(2);

        assertThat(err.toString()).contains("unknown model \"tinny\"; did you mean \"tiny\"?");
    }

    @Test
    void prunes() throws Exception {
        Files.write(Files.createDirectories(home.resolve("indexes")).resolve("x"), new byte[2_000_000]);

        assertThat(lab("models", "prune")).isZero();

        assertThat(out).hasToString("removed " + home.resolve("indexes") + "\n2 MB freed\n");
        assertThat(home.resolve("indexes")).doesNotExist();
    }

    @Test
    void prunesAnOllamaThatAnswers() throws Exception {
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            ollama = server.endpoint().toString();
            server.models.addAll(List.of("phi4:latest", "adaptation-lab/tiny-0123456789ab:latest"));

            assertThat(lab("models", "prune")).isZero();

            assertThat(server.models).containsExactly("phi4:latest");
            assertThat(out)
                    .hasToString("0 MB freed\nremoved adaptation-lab/tiny-0123456789ab:latest from Ollama at " + ollama
                            + "\n");
        }
    }

    private Path model(String name) throws IOException {
        Path file = home.resolve(name);
        new GgufWriter()
                .text("general.architecture", "llama")
                .u32("general.file_type", 7)
                .tensor("token_embd.weight", new float[8], 4, 2)
                .write(file);
        return file;
    }

    @Test
    void addsAFileOfTheUsersOwn() throws Exception {
        Path file = model("my größte \"one\".gguf");

        assertThat(lab("models", "add", file.getFileName().toString(), "--name", "mine", "--licence", "MIT"))
                .isZero();

        assertThat(out)
                .hasToString("mine: " + file + " (llama, 0M, Q8_0, licence: MIT, SHA-256 " + Sha256.ofFile(file)
                        + ")\nWritten to " + home.resolve("models.yaml") + "; try it: lab run LAB --model mine\n");
        assertThat(lab("models", "pull", "mine")).isZero();
        assertThat(out.toString()).endsWith("mine: " + file + " (SHA-256 verified)\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void addsAFileByItsOwnNameOnce() throws Exception {
        model("big.Q8_0.gguf");

        assertThat(lab("models", "add", "big.Q8_0.gguf", "--ollama", "big:8b")).isZero();
        assertThat(lab("models", "add", "big.Q8_0.gguf")).isEqualTo(2);
        assertThat(err.toString()).contains("a model \"big.Q8_0\" already").hasLineCount(1);
        assertThat(lab("models", "add", "big.Q8_0.gguf", "--replace")).isZero();
        assertThat(home.resolve("models.yaml"))
                .content()
                .containsOnlyOnce("big.Q8_0:")
                .contains("big:8b");
    }

    @Test
    void refusesToAddWhatIsNoModel() throws Exception {
        Files.writeString(home.resolve("x.gguf"), "no model");

        assertThat(lab("models", "add", "x.gguf")).isEqualTo(2);
        assertThat(lab("models", "add", "none.gguf")).isEqualTo(2);
        assertThat(err.toString())
                .contains("x.gguf: ", "none.gguf: there is no such file")
                .hasLineCount(2);
    }

    @Test
    void prunesNothingThatARunIsUsing() throws Exception {
        Path indexes = Files.createDirectories(home.resolve("indexes"));
        try (FakeOllamaStore server = new FakeOllamaStore();
                InUse run = InUse.of(home)) {
            assertThat(run).isNotNull();
            ollama = server.endpoint().toString();
            server.models.add("adaptation-lab/tiny-0123456789ab:latest");

            assertThat(lab("models", "prune")).isZero();

            assertThat(server.models).hasSize(1);
            assertThat(out.toString()).contains("0 MB freed\nkept " + indexes + "\nA run is using what is kept");
        }
    }
}
