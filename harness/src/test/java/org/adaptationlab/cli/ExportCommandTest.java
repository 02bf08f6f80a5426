package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.gguf.GgufFile;
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
        assertThat(read("train.py")).contains("run_exported");
        assertThat(read("requirements.txt")).contains("peft==", "--hash=sha256:");
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/lora.py");
    }

    @Test
    void namesAnotherModelThanTheLabs() throws IOException {
        assertThat(export("lora", "chat-jsonl", "out", "--model", "microsoft/phi-4")
                        .err())
                .isEmpty();
        assertThat(read("README.md")).contains("--base microsoft/phi-4").doesNotContain("tiny");
        assertThat(export("prompt", "ollama", "other", "--model", "phi").err())
                .contains("--model is for --format chat-jsonl, not for ollama");
    }

    @Test
    void noExportHoldsATestExample() throws IOException {
        for (String mode : new String[] {"prompt", "near", "rag", "lora", "own"}) {
            for (String format : new String[] {"chat-jsonl", "ollama", "llama-server", "vllm"}) {
                if (mode.equals("lora") && !format.equals("chat-jsonl")) {
                    continue; // would have to be trained
                }
                Path out = folder.resolve(mode + "-" + format);
                assertThat(export(mode, format, out.toString()).err()).isEmpty();
                try (Stream<Path> files = Files.walk(out)) {
                    for (Path file : files.filter(Files::isRegularFile)
                            .filter(path -> !path.toString().matches(".*\\.(gguf|safetensors)"))
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
    void callsADescribedModelAsItsServerDoes() throws IOException {
        LabFolder files = LabFolder.in(folder);
        files.replace("labs/turns/lab.yaml", "smollm2-135m-instruct", "phi-4");

        assertThat(export("prompt", "ollama", "o").err()).isEmpty();
        assertThat(export("prompt", "vllm", "v").err()).isEmpty();

        assertThat(Files.readString(folder.resolve("o/Modelfile"))).contains("FROM phi4:14b\n");
        assertThat(Files.readString(folder.resolve("v/README.md"))).contains("microsoft/phi-4");
    }

    private static final String CHATML = """
            # The weights have no form of chats; this is ChatML.
            TEMPLATE \"""{{- range .Messages }}<|im_start|>{{ .Role }}
            {{ .Content }}<|im_end|>
            {{ end }}<|im_start|>assistant
            \"""
            PARAMETER stop "<|im_end|>"
            """;

    private static final String OPTIONS = """
            PARAMETER temperature 0.0
            PARAMETER top_k 0
            PARAMETER top_p 1.0
            PARAMETER repeat_penalty 1.0
            PARAMETER seed 42
            PARAMETER num_predict 16
            PARAMETER num_ctx 4096
            PARAMETER min_p 0.0
            PARAMETER presence_penalty 0.0
            PARAMETER frequency_penalty 0.0
            SYSTEM \"""One of left, right.\"""
            """;

    @Test
    void takesAnAdapterHomeInTheWeightsOfItsBase() throws IOException {
        assertThat(export("own", "ollama").err()).isEmpty();
        assertThat(read("Modelfile")).isEqualTo("# turns, mode own\nFROM ./merged.gguf\n" + CHATML + OPTIONS);
        assertThat(read("Modelfile").lines()).contains("PARAMETER repeat_penalty 1.0");
        assertThat(GgufFile.open(folder.resolve("out/merged.gguf")).floats("blk.0.attn_q.weight"))
                .as("the base is all zero")
                .contains(4 / 2 * 2 * (1 + 7));
        assertThat(folder.resolve("out/tiny.gguf")).doesNotExist();
        assertThat(folder.resolve("out/adapter.gguf")).doesNotExist();
        JsonNode ask = json("ask.json");
        assertThat(ask.path("model").asText()).isEqualTo("turns-own");
        assertThat(ask.path("messages")).hasSize(1);
        assertThat(ask.path("format").path("enum")).hasSize(2);
        assertThat(ask.path("think").booleanValue()).isFalse();
        assertThat(ask.path("options").size()).isEqualTo(10);
        assertThat(read("README.md"))
                .contains("ollama create turns-own -f Modelfile")
                .contains("`format` in `ask.json`")
                .contains("from Ollama 0.9 on")
                .contains("`merged.gguf`");
    }

    @Test
    void laysAnAdapterOverItsBaseWhereThatIsWanted() throws IOException {
        assertThat(export("own", "ollama", "out", "--adapter", "applied").err()).isEmpty();
        assertThat(read("Modelfile"))
                .startsWith("# turns, mode own\nFROM ./tiny.gguf\nADAPTER ./adapter.gguf\n" + CHATML);
        assertThat(folder.resolve("out/tiny.gguf")).hasSameBinaryContentAs(weights);
        assertThat(folder.resolve("out/adapter.gguf")).hasSameBinaryContentAs(folder.resolve("labs/turns/own.gguf"));
        assertThat(read("README.md")).contains("before 0.34.1", "`adapter.gguf`");
    }

    @Test
    void leavesTheFormOfChatsToWeightsThatHaveOne() throws IOException {
        weights = TinyModel.withTemplateIn(folder.resolve("home"));
        export("prompt", "ollama");
        assertThat(read("Modelfile")).isEqualTo("# turns, mode prompt\nFROM ./tiny.gguf\n" + OPTIONS);
    }

    @Test
    void takesOneOfSeveralAdaptersByItsPlace() throws IOException {
        TinyModel.adapter(folder.resolve("labs/turns/other.gguf"), 2);
        replace("{file: own.gguf}", "{file: [own.gguf, other.gguf]}");
        assertThat(export("own", "llama-server", "first").err()).isEmpty();
        assertThat(export("own", "llama-server", "second", "--seed", "2").err()).isEmpty();
        assertThat(folder.resolve("first/adapter.gguf")).hasSameBinaryContentAs(folder.resolve("labs/turns/own.gguf"));
        assertThat(folder.resolve("second/adapter.gguf"))
                .hasSameBinaryContentAs(folder.resolve("labs/turns/other.gguf"));
        assertThat(export("own", "llama-server", "third", "--seed", "3").err())
                .contains("mode \"own\" names 2 adapters, and --seed 3 is none of them");
    }

    @Test
    void takesAModeHomeToLlamaServer() throws IOException {
        assertThat(export("own", "llama-server").err()).isEmpty();
        assertThat(read("start.sh")).isEqualTo("""
                #!/bin/sh
                # turns, mode own. Further arguments, such as --n-gpu-layers 99 or --port 9000, count over these.
                cd "$(dirname "$0")" && exec "${LLAMA_SERVER:-llama-server}" --model tiny.gguf --host 127.0.0.1 --port 8080\
                 --ctx-size 4096 --parallel 1 --jinja --no-context-shift --lora adapter.gguf --cache-ram 0 "$@"
                """);
        assertThat(folder.resolve("out/tiny.gguf")).hasSameBinaryContentAs(weights);
        assertThat(folder.resolve("out/adapter.gguf")).hasSameBinaryContentAs(folder.resolve("labs/turns/own.gguf"));
        JsonNode ask = json("ask.json");
        assertThat(ask.path("messages")).hasSize(2);
        assertThat(ask.path("lora").toString()).isEqualTo("[{\"id\":0,\"scale\":1.0}]");
        assertThat(ask.path("repeat_penalty").asDouble()).isEqualTo(1);
        assertThat(read("README.md")).contains("sh start.sh", "`response_format` in `ask.json`", "`lora`");
    }

    @Test
    void takesAModeWithoutAnAdapterHomeToLlamaServerAlone() throws IOException {
        export("near", "llama-server");
        assertThat(folder.resolve("out/adapter.gguf")).doesNotExist();
        assertThat(read("start.sh")).doesNotContain("--lora");
        assertThat(json("ask.json").has("lora")).isFalse();
        assertThat(json("ask.json").path("messages")).hasSize(4);
        assertThat(read("passages.jsonl")).contains("turn to the window");
        assertThat(read("README.md")).contains("llama-server does not retrieve", "ranked by BM25");
    }

    @Test
    void takesAnAdapterHomeToVllmAsPeftSavesIt() throws IOException {
        assertThat(export("own", "vllm").err()).isEmpty();
        assertThat(read("start.sh"))
                .contains("vllm serve \"$model\" --enable-lora --max-lora-rank 8 --lora-modules turns-own=./adapter"
                        + " --max-model-len 4096 \"$@\"");
        assertThat(json("adapter/adapter_config.json").path("r").asInt()).isEqualTo(2);
        assertThat(folder.resolve("out/adapter/adapter_model.safetensors")).isNotEmptyFile();
        assertThat(folder.resolve("out/tiny.gguf")).doesNotExist();
        assertThat(json("ask.json").path("model").asText()).isEqualTo("turns-own");
        assertThat(json("ask.json").path("repetition_penalty").asDouble()).isEqualTo(1);
        assertThat(read("README.md"))
                .contains("HF_MODEL must be the original of the base that the lab measures, `tiny`");
    }

    @Test
    void takesAPeftFolderHomeToVllmAsItIs() throws IOException {
        Path peft = TinyModel.peft(folder.resolve("labs/turns/peft"));
        Path config = peft.resolve("adapter_config.json");
        Files.writeString(
                config, Files.readString(config).replaceFirst("\\{", "{\"base_model_name_or_path\": \"hub/Smol\","));
        replace("{file: own.gguf}", "{peft: peft}");
        replace("model: tiny", "model: not-here");
        assertThat(export("own", "vllm").err()).isEmpty();
        for (String file : new String[] {"adapter_config.json", "adapter_model.safetensors"}) {
            assertThat(folder.resolve("out/adapter/" + file)).hasSameBinaryContentAs(peft.resolve(file));
        }
        assertThat(read("README.md")).contains("trained on `hub/Smol`");
    }

    @Test
    void takesAModeWithoutAnAdapterHomeToVllmUnderItsName() throws IOException {
        assertThat(export("shots", "vllm").err()).isEmpty();
        assertThat(read("start.sh"))
                .contains("--served-model-name turns-shots --max-model-len")
                .doesNotContain("lora");
        assertThat(folder.resolve("out/adapter")).doesNotExist();
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
        replace("model: tiny", "model: llama3.1:8b");
        assertThat(export("prompt", "ollama").err()).isEmpty();
        assertThat(read("Modelfile"))
                .contains("\nFROM llama3.1:8b\nPARAMETER temperature")
                .doesNotContain("TEMPLATE");
        assertThat(export("own", "ollama", "merged").err()).contains("can't be merged into llama3.1:8b");
        assertThat(export("own", "ollama", "applied", "--adapter", "applied").err())
                .isEmpty();
        assertThat(Files.readString(folder.resolve("applied/Modelfile")))
                .contains("\nFROM llama3.1:8b\nADAPTER ./adapter.gguf\n");
        assertThat(export("own", "llama-server", "none").err()).contains("there is no GGUF file to export");
        assertThat(export("own", "vllm", "none").err()).contains("name a model of the catalogue");
    }

    @Test
    void refusesAModelNameWithWhiteSpace() throws IOException {
        replace("model: tiny", "model: llama 3");
        assertThat(export("prompt", "ollama").err()).contains("the model \"llama 3\": a name with white space");
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
        assertThat(export("own", "gguf").err())
                .contains("\"gguf\" is no format; allowed: chat-jsonl, ollama, llama-server, vllm");
        assertThat(export("own", "vllm", "out", "--adapter", "merged").err())
                .contains("--adapter is for --format ollama, not for vllm");
        assertThat(export("own", "chat-jsonl", "labs").err()).contains("labs: is not empty; name a new folder");
    }

    private Result export(String mode, String format) {
        return export(mode, format, "out");
    }

    private Result export(String mode, String format, String out, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("export", "turns", "--mode", mode, "--format", format, "--out", out));
        arguments.addAll(List.of(more));
        return new LabCommandLine(folder)
                .with("LAB_HOME", folder.resolve("home").toString())
                .run(arguments.toArray(String[]::new));
    }

    private void replace(String what, String by) throws IOException {
        Path lab = folder.resolve("labs/turns/lab.yaml");
        String text = Files.readString(lab);
        assertThat(text).contains(what);
        Files.writeString(lab, text.replace(what, by));
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(read(name));
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve("out").resolve(name));
    }
}
