package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adaptationlab.Requirement;
import org.adaptationlab.TrainerPython;
import org.adaptationlab.model.LlamaServerHost;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/lora-8b.md, word for word and in their order, with the default model in place of the 8B. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LoraPageIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|yaml)\n(.*?)^```$");
    private static final String MODEL = "llama3.1:8b";
    private static final String COMMAND = "harness/lab ";
    private static final int ROWS_OF_A_LABEL = 6;

    @TempDir
    private Path folder;

    @Test
    void doesWhatThePageSays() throws IOException {
        Path model = Requirement.model();
        LabCommandLine lab = new LabCommandLine(folder)
                .with(
                        "LAB_HOME",
                        Files.createDirectories(folder.resolve("home")).toString())
                .with("LAB_LLAMA_SERVER", LlamaServerHost.program().toString())
                .with("LAB_TRAINER_PYTHON", TrainerPython.require().toString());
        writeTickets();
        Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve("docs/lora-8b.md")));
        int commands = 0;
        while (block.find()) {
            String text = block.group(2).replace(MODEL, model.toString());
            if (block.group(1).equals("yaml")) {
                replaceInLab(text);
                continue;
            }
            for (String line : text.lines().toList()) {
                assertThat(line).startsWith(COMMAND);
                LabCommandLine.Result result =
                        lab.run(line.substring(COMMAND.length()).split(" +", -1));
                assertThat(result.exitCode())
                        .as("%s%n%s%s", line, result.out(), result.err())
                        .isZero();
                commands++;
            }
        }
        assertThat(commands).isEqualTo(11);
        assertThat(folder.resolve("my-model.gguf")).isNotEmptyFile();
        RunResults results = newestRun();
        assertThat(results.examples().stream().filter(row -> row.mode().mode().equals("lora")))
                .as("three adapters of ten examples each")
                .hasSize(30);
    }

    private RunResults newestRun() {
        List<RunFolder> runs = RunFolder.list(folder.resolve("results"), "my-lab");
        assertThat(runs).hasSize(2);
        return runs.stream()
                .map(RunResults::read)
                .filter(run -> run.examples().stream()
                        .anyMatch(row -> row.mode().mode().equals("lora")))
                .findFirst()
                .orElseThrow();
    }

    /** Takes the sections of the page in place of those of the lab file. */
    private void replaceInLab(String sections) throws IOException {
        Path file = folder.resolve("labs/my-lab/lab.yaml");
        String lab = Files.readString(file);
        Matcher section = Pattern.compile("(?ms)^(\\w+):.*?(?=^\\w|\\z)").matcher(sections);
        while (section.find()) {
            Matcher old = Pattern.compile("(?ms)^" + section.group(1) + ":.*?(?=^\\w|\\z)")
                    .matcher(lab);
            assertThat(old.find()).as(section.group(1)).isTrue();
            lab = old.replaceFirst(Matcher.quoteReplacement(section.group()));
        }
        Files.writeString(file, lab);
    }

    private void writeTickets() throws IOException {
        Map<String, Integer> rows = new HashMap<>();
        List<String> csv = new ArrayList<>(List.of("text,desk"));
        for (String line : Files.readAllLines(ROOT.resolve("datasets/support-tickets/train.jsonl"))) {
            JsonNode ticket = new ObjectMapper().readTree(line);
            String label = ticket.path("target").asText();
            if (rows.merge(label, 1, Integer::sum) <= ROWS_OF_A_LABEL) {
                csv.add('"' + ticket.path("input").asText().replace("\"", "\"\"") + "\"," + label);
            }
        }
        Files.write(folder.resolve("tickets.csv"), csv);
    }
}
