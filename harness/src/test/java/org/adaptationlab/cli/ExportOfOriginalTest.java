package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.train.TrainedOnOriginal;
import org.adaptationlab.train.TrainingExample;
import org.adaptationlab.train.TrainingPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mode whose adapter is trained on original weights. */
class ExportOfOriginalTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeLab() throws IOException {
        LabFolder files = LabFolder.in(folder);
        files.replace("labs/turns/lab.yaml", "smollm2-135m-instruct", "served-name");
        files.replace("labs/turns/lab.yaml", "modes:\n", """
                modes:
                  lora:
                    technique: lora
                    system: task.txt
                    constrain: true
                    adapter: {train: {hf: org/Tiny@v1, rank: 3, seeds: [7]}}
                """);
    }

    /** Only a vLLM has the base, so nothing of it is a file here. */
    @Test
    void takesAnAdapterOfOriginalWeightsHomeToVllmAndNamesThem() throws IOException {
        assertThat(export("vllm", "none"))
                .extracting(Result::exitCode, Result::err)
                .containsExactly(
                        3,
                        "labs/turns/lab.yaml: mode \"lora\" has no trained adapter yet; train it first, with the server"
                                + " that has served-name: lab train turns --mode lora --seed 7 --runtime openai"
                                + " --endpoint ADDRESS\n");
        assertThat(export("chat-jsonl", "chats").err()).isEmpty();
        Path peft = TinyModel.peft(folder.resolve("home/adapters/key"));
        TrainedOnOriginal.note(peft, trainingOf(folder.resolve("chats/train.jsonl")));
        assertThat(export("vllm", "out").err()).isEmpty();
        assertThat(folder.resolve("out/adapter/adapter_model.safetensors"))
                .hasSameBinaryContentAs(peft.resolve("adapter_model.safetensors"));
        assertThat(Files.readString(folder.resolve("out/README.md")))
                .contains("HF_MODEL must be the original of the base that the lab measures, `org/Tiny@v1`");
    }

    private TrainingPlan trainingOf(Path chats) throws IOException {
        List<TrainingExample> examples = new ArrayList<>();
        for (String line : Files.readAllLines(chats)) {
            JsonNode turns = new ObjectMapper().readTree(line).path("messages");
            List<ChatMessage> shown = List.of(turn(turns.path(0)), turn(turns.path(1)));
            examples.add(new TrainingExample(
                    "line " + examples.size(),
                    shown,
                    turns.path(2).path("content").asText()));
        }
        AdapterSource.Trained source = LabFileReader.read(folder.resolve("labs/turns/lab.yaml")).modes().stream()
                .filter(one -> one.name().equals("lora"))
                .findFirst()
                .flatMap(one -> one.adaptation().training())
                .orElseThrow();
        BaseModel base = new BaseModel("served-name", "", null, null);
        return new TrainingPlan(base, examples, source.settings(), 7, 4096, source.trainer(), source.hub());
    }

    private static ChatMessage turn(JsonNode turn) {
        return new ChatMessage(
                ChatMessage.Role.valueOf(turn.path("role").asText().toUpperCase(Locale.ROOT)),
                turn.path("content").asText());
    }

    private Result export(String format, String out) {
        return new LabCommandLine(folder)
                .with("LAB_HOME", folder.resolve("home").toString())
                .run("export", "turns", "--mode", "lora", "--format", format, "--out", out);
    }
}
