package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

    @TempDir
    private Path folder;

    private Path weights;

    @BeforeEach
    void writeLab() throws IOException {
        weights = TinyModel.in(folder.resolve("home"));
        LabFolder files = LabFolder.in(folder);
        TinyModel.adapter(folder.resolve("labs/turns/own.gguf"), 1);
        files.replace("labs/turns/lab.yaml", "smollm2-135m-instruct", "tiny");
        files.replace("labs/turns/lab.yaml", "retrieve: {from: train", "retrieve: {from: train, index: lexical");
        files.replace("labs/turns/lab.yaml", "modes:\n", """
                modes:
                  lora: {technique: lora, system: task.txt, constrain: true, adapter: {train: {rank: 3, seeds: [7]}}}
                  own: {technique: lora, system: task.txt, constrain: true, adapter: {file: own.gguf}}
                  remote: {technique: lora, system: task.txt, adapter: {openai: x}}
                  rag: {technique: rag, system: task.txt, retrieve: {from: corpus, index: lexical, top-k: 1}}
                """);
        files.write("datasets/turns/corpus/a.md", "# Sides\n\nThe window is on the left.\n");
    }

    @Test
    void writesTheTrainingSetAsOurTrainingSeesIt() throws IOException {
        Result result = export("lora", "chat-jsonl");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("out: written; out/README.md says how to go on\n");
        assertThat(read("train.jsonl").lines())
                .hasSize(2)
                .contains("{\"messages\":[{\"role\":\"system\",\"content\":\"One of left, right.\"},"
                        + "{\"role\":\"user\",\"content\":\"turn to the window\"},"
                        + "{\"role\":\"assistant\",\"content\":\"\\\"left\\\"\"}]}");
        JsonNode settings = new ObjectMapper().readTree(read("settings.json"));
        assertThat(settings.path("rank").asInt()).isEqualTo(3);
        assertThat(settings.path("seed").asInt()).isEqualTo(7);
        assertThat(read("README.md")).contains("lab adapter import adapter --base tiny --out adapter.gguf");
        assertThat(read("train.py")).contains("save_pretrained");
    }

    @Test
    void noExportHoldsATestExample() throws IOException {
        for (String mode : new String[] {"prompt", "near", "rag", "lora", "own"}) {
            for (String format : new String[] {"chat-jsonl", "ollama"}) {
                if (mode.equals("lora") && format.equals("ollama")) {
                    continue; // would have to be trained
                }
                Path out = folder.resolve(mode + "-" + format);
                assertThat(export(mode, format, out.toString()).err()).isEmpty();
                try (Stream<Path> files = Files.walk(out)) {
                    for (Path file : files.filter(Files::isRegularFile)
                            .filter(path -> !path.toString().endsWith(".gguf"))
                            .toList()) {
                        assertThat(Files.readString(file))
                                .as(file.toString())
                                .isNotEmpty()
                                .doesNotContain("to your heart", "where most people write");
                    }
                }
            }
        }
    }

    @Test
    void takesAnAdapterHome() throws IOException {
        assertThat(export("own", "ollama").err()).isEmpty();
        assertThat(read("Modelfile")).isEqualTo("""
                # turns, mode own. The chat template is the one in the weights.
                FROM ./tiny.gguf
                ADAPTER ./adapter.gguf
                PARAMETER temperature 0.0
                PARAMETER seed 42
                PARAMETER num_ctx 4096
                PARAMETER num_predict 16
                SYSTEM \"""One of left, right.\"""
                """);
        assertThat(folder.resolve("out/tiny.gguf")).hasSameBinaryContentAs(weights);
        assertThat(folder.resolve("out/adapter.gguf")).hasSameBinaryContentAs(folder.resolve("labs/turns/own.gguf"));
        JsonNode ask = new ObjectMapper().readTree(read("ask.json"));
        assertThat(ask.path("model").asText()).isEqualTo("turns-own");
        assertThat(ask.path("messages")).hasSize(1);
        assertThat(ask.path("format").path("enum")).hasSize(2);
        assertThat(read("README.md"))
                .contains("ollama create turns-own -f Modelfile")
                .contains("send `format`");
    }

    @Test
    void takesFixedShotsHomeInTheModelAndRetrievedOnesInTheRequest() throws IOException {
        export("shots", "ollama", "fixed");
        assertThat(Files.readString(folder.resolve("fixed/Modelfile")))
                .contains("MESSAGE user \"\"\"turn to the window\"\"\"\nMESSAGE assistant \"\"\"left\"\"\"\n");
        assertThat(folder.resolve("fixed/adapter.gguf")).doesNotExist();
        assertThat(folder.resolve("fixed/passages.jsonl")).doesNotExist();

        export("near", "ollama", "near");
        assertThat(Files.readString(folder.resolve("near/Modelfile"))).doesNotContain("MESSAGE");
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("near/ask.json").toFile())
                        .path("messages"))
                .hasSize(3);
        assertThat(Files.readString(folder.resolve("near/passages.jsonl")))
                .contains("\"text\":\"turn to the window\",\"answer\":\"left\"}");
        assertThat(Files.readString(folder.resolve("near/README.md"))).contains("ranked by BM25", "the nearest last");
    }

    @Test
    void takesTheCorpusHome() throws IOException {
        export("rag", "ollama");
        assertThat(read("passages.jsonl")).isEqualTo("""
                {"id":"a#1","source":"a","text":"Sides\\n\\nThe window is on the left."}
                """);
        assertThat(read("prompts/user.txt")).isEqualTo("{passages}\n\n{input}");
        assertThat(read("README.md")).contains("`{passages}` by what was retrieved");
    }

    @Test
    void namesAModelThatOnlyOllamaHas() throws IOException {
        LabFolder.in(folder).replace("labs/turns/lab.yaml", "smollm2-135m-instruct", "llama3.1:8b");
        assertThat(export("prompt", "ollama").err()).isEmpty();
        assertThat(read("Modelfile")).contains("\nFROM llama3.1:8b\n");
    }

    @Test
    void refusesWhatCannotBeExported() throws IOException {
        assertThat(export("remote", "ollama").err()).contains("adapter: {openai: …}), there is no file to export");
        assertThat(export("ownn", "ollama"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "labs/turns/lab.yaml: no mode \"ownn\"; its modes are lora, own, remote, rag, prompt, near,"
                                + " shots; did you mean \"own\"?\n"));
        assertThat(export("own", "gguf").err()).contains("\"gguf\" is no format; allowed: chat-jsonl, ollama");
        assertThat(export("own", "chat-jsonl", "labs").err()).contains("labs: is not empty; name a new folder");
    }

    private Result export(String mode, String format) {
        return export(mode, format, "out");
    }

    private Result export(String mode, String format, String out) {
        return new LabCommandLine(folder)
                .with("LAB_HOME", folder.resolve("home").toString())
                .run("export", "turns", "--mode", mode, "--format", format, "--out", out);
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve("out").resolve(name));
    }
}
