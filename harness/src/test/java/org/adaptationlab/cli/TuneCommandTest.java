package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.model.openai.FakeOpenAi;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.TuningFile;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.TuningCopy.State;
import org.adaptationlab.result.record.TuningRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab tune} against a server that answers right only where the prompt asks politely. */
class TuneCommandTest {

    private static final List<String> WORDS = List.of(
            "window", "harbour", "pencil", "orchard", "violin", "glacier", "bakery", "lantern", "meadow", "compass",
            "thimble", "saddle");

    @TempDir
    private Path folder;

    private LabFolder files;

    @BeforeEach
    void writeLab() throws IOException {
        files = LabFolder.in(folder);
        StringBuilder train = new StringBuilder();
        for (int i = 0; i < WORDS.size(); i++) {
            train.append(String.format(
                    Locale.ROOT,
                    "{\"id\":\"a%d\",\"input\":\"%s %s\",\"target\":\"%s\"}%n",
                    i,
                    i % 2 == 0 ? "sinister" : "dexter",
                    WORDS.get(i),
                    i % 2 == 0 ? "left" : "right"));
        }
        files.write("datasets/turns/train.jsonl", train.toString());
        files.write("labs/turns/polite.txt", "Please, one of {labels}.\n");
        files.replace("labs/turns/lab.yaml", "training-examples: 2", "training-examples: 12");
        files.replace("labs/turns/lab.yaml", "limit: 1", "limit: 2   # both");
        files.replace("labs/turns/lab.yaml", ", control: true", "");
        tune(
                "prompt: [{system: task.txt}, {system: polite.txt}]\n    near: [{retrieve: {top-k: 1}}, {retrieve: {top-k: 2}}]");
    }

    private void tune(String modes) throws IOException {
        String lab = Files.readString(folder.resolve("labs/turns/lab.yaml")).replaceAll("(?s)\ntune:.*", "\n");
        files.write("labs/turns/lab.yaml", lab + "tune:\n  modes:\n    " + modes + "\n");
    }

    private static String polite(String body) {
        String question = body.substring(body.lastIndexOf("\"user\""));
        boolean isLeft = question.contains("sinister") || question.contains("to your heart");
        return body.contains("Please") == isLeft ? "left" : "right";
    }

    private Result run(FakeOpenAi server, String command, String... more) {
        List<String> args = Stream.concat(
                        Stream.of(
                                command,
                                "turns",
                                "--runtime",
                                "openai",
                                "--endpoint",
                                server.endpoint(),
                                "--model",
                                "base"),
                        Stream.of(more))
                .toList();
        return lab(args.toArray(String[]::new));
    }

    private Result lab(String... args) {
        return new LabCommandLine(folder).with("LAB_HOME", folder + "/home").run(args);
    }

    private Path labFile() {
        return folder.resolve("labs/turns/lab.yaml");
    }

    private TuningRecord.Mode tuned(String mode) {
        return TuningFile.read(labFile()).orElseThrow().of(mode).orElseThrow();
    }

    private RunResults lastRun() {
        return RunResults.read(
                RunFolder.list(folder.resolve("results"), "turns").get(0));
    }

    @Test
    void choosesOnTrainingExamplesAloneAndKeepsTheTableBesideTheLab() throws Exception {
        String before = Files.readString(labFile());
        try (FakeOpenAi server = new FakeOpenAi().answering(TuneCommandTest::polite)) {
            Result result = run(server, "tune");

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(server.bodies).isNotEmpty().noneMatch(body -> body.contains("to your heart"));
            assertThat(result.out())
                    .contains("* prompt.2  system: polite.txt  12       0", "Each mode had 2 tries.")
                    .contains("Chosen: near.1 (retrieve.top-k: 1).")
                    .contains("To take them over: lab tune turns ", " --write");
        }
        TuningRecord.Mode prompt = tuned("prompt");
        assertThat(prompt.winner().mean()).isEqualTo(1);
        assertThat(prompt.drawnFrom()).isEqualTo(8);
        assertThat(prompt.effort().calls()).isEqualTo(24);
        assertThat(prompt.reason()).contains("prompt.1, which the lab file has, is 100.0 points");
        assertThat(folder.resolve("labs/turns/tuning/tuning.txt")).content().contains("No test example was asked.");
        assertThat(Files.readAllLines(folder.resolve("labs/turns/tuning/candidates.csv")))
                .hasSize(5)
                .first()
                .asString()
                .startsWith("schema_version,mode,candidate,settings,chosen");
        assertThat(labFile()).hasContent(before);
    }

    @Test
    void writesTheWinnersIntoTheLabFileWithoutMeasuringAgain() throws Exception {
        String before = Files.readString(labFile());
        try (FakeOpenAi server = new FakeOpenAi().answering(TuneCommandTest::polite)) {
            run(server, "tune", "--modes", "prompt");
            int asked = server.bodies.size();

            Result result = run(server, "tune", "--modes", "prompt", "--resume", "--write");

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out()).contains("Written to labs/turns/lab.yaml: prompt: system: polite.txt");
            assertThat(server.bodies).hasSize(asked);
        }
        assertThat(labFile())
                .hasContent(before.replace(
                        "prompt: {technique: prompt, system: task.txt}",
                        "prompt: {technique: prompt, system: polite.txt}"));
    }

    @Test
    void aRunSaysWhatWasTunedAndWhatWasNot() throws Exception {
        try (FakeOpenAi server = new FakeOpenAi().answering(TuneCommandTest::polite)) {
            run(server, "tune", "--modes", "prompt", "--write");
            Result result = run(server, "run");

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out())
                    .contains("Not tuned: shots.", "Not tuned yet, though the lab has candidates: near.");
        }
        Provenance provenance = lastRun().provenance();
        assertThat(provenance.tuning())
                .isNotNull()
                .satisfies(tuning -> assertThat(tuning.modes())
                        .extracting(mode -> mode.mode() + " " + mode.state())
                        .containsExactly("prompt TUNED", "near NOT_TRIED", "shots UNTUNED"));
        assertThat(reportOfLastRun())
                .contains("Settings: training folds against test", "| prompt | system: polite.txt | 2 |");
        files.replace("labs/turns/lab.yaml", "system: polite.txt}\n  near", "system: task.txt}\n  near");
        try (FakeOpenAi server = new FakeOpenAi().answering(TuneCommandTest::polite)) {
            assertThat(run(server, "run").out()).contains("Not with the settings that tuning chose: prompt.");
        }
    }

    private String reportOfLastRun() throws IOException {
        return Files.readString(
                RunFolder.list(folder.resolve("results"), "turns").get(0).report("report.md"));
    }

    @Test
    void aLabWithoutTuningSaysSoInItsReport() throws Exception {
        files.write("labs/turns/lab.yaml", Files.readString(labFile()).replaceAll("(?s)\ntune:.*", "\n"));
        try (FakeOpenAi server = new FakeOpenAi().answering(TuneCommandTest::polite)) {
            run(server, "run");
        }
        assertThat(reportOfLastRun()).contains("No setting of this lab was tuned on training examples");
    }

    @Test
    void searchesAPromptAndCountsItsCallsAsAdapting() throws Exception {
        tune("shots: {optimise: {shot-sets: 5, instructions: [task.txt, polite.txt]}}");
        try (FakeOpenAi server = new FakeOpenAi().answering(TuneCommandTest::polite)) {
            Result result = run(server, "tune", "--write");

            assertThat(result.exitCode()).as(result.err()).isZero();
            TuningRecord.Mode found = tuned("shots");
            assertThat(found.searched()).isTrue();
            assertThat(found.candidates())
                    .hasSize(5)
                    .allSatisfy(one -> assertThat(one.n())
                            .as("two of three folds of twelve")
                            .isEqualTo(8));
            assertThat(found.winner().settings()).startsWith("shots: [a").endsWith("], system: polite.txt");
            LabDefinition lab = LabFileReader.read(labFile());
            assertThat(lab.modes().get(2).adaptation().shotIds()).hasSize(2);

            Result measured = run(server, "run", "--modes", "prompt,shots");
            assertThat(measured.out())
                    .contains("The prompt of shots was chosen from 5 by 40 calls, which count as adapting.")
                    .contains(
                            "accuracy was 100.0\u00a0% on 8 training examples then and is 100.0\u00a0% on the test examples"
                                    + " now: 0 points.");
            assertThat(lastRun().provenance().facts().get(1).adaptSeconds())
                    .isEqualTo(found.effort().callSeconds());
            assertThat(lastRun().provenance().facts().get(0).adaptSeconds()).isNull();
            assertThat(lastRun().provenance().tuning())
                    .isNotNull()
                    .satisfies(
                            tuning -> assertThat(tuning.modes().get(1).state()).isEqualTo(State.TUNED));
        }
    }

    @Test
    void goesOnWithTheFoldsThatAreLeft() throws Exception {
        try (FakeOpenAi server = new FakeOpenAi().answering(TuneCommandTest::polite)) {
            run(server, "tune", "--modes", "prompt");
            Path tuning = tuningFolder();
            int whole = server.bodies.size();
            for (String file : List.of("run.json", "journal.jsonl", "examples.csv")) {
                Files.delete(
                        tuning.resolve("fold-3").resolve(file)); // as if it had been killed before it asked anything
            }

            Result result = run(server, "tune", "--modes", "prompt", "--resume");

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(server.bodies.size() - whole).isBetween(8, whole / 2);
            assertThat(tuned("prompt").winner().n()).isEqualTo(12);
            assertThat(run(server, "tune", "--resume").err()).contains("was begun with another lab file, data, model");
        }
    }

    private Path tuningFolder() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("results/turns"))) {
            return all.filter(path -> path.toString().endsWith("-tune"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void refusesWhatItCanNotTuneBeforeAServerIsAsked() throws Exception {
        assertThat(lab("tune", "turns", "--modes", "shots"))
                .returns(2, Result::exitCode)
                .satisfies(
                        result -> assertThat(result.err())
                                .contains(
                                        "mode \"shots\" has nothing to try in \"tune\"; modes that can be tuned: prompt, near"));
        assertThat(lab("tune", "turns", "--limit", "0").exitCode()).isEqualTo(2);
        assertThat(lab("tune", "turns", "--modes", "promt").err()).contains("no mode \"promt\"", "prompt");
        files.write("labs/turns/lab.yaml", Files.readString(labFile()).replaceAll("(?s)\ntune:.*", "\n"));
        assertThat(lab("tune", "turns"))
                .returns(2, Result::exitCode)
                .satisfies(result -> assertThat(result.err()).contains("says nothing of what to try for its modes"));
    }

    @Test
    void saysThatModesHaveNotTheSameNumberOfTries() throws Exception {
        tune(
                "prompt: [{system: task.txt}, {system: polite.txt}]\n    near: [{retrieve: {top-k: 1}}, {retrieve: {top-k: 2}}, {retrieve: {top-k: 3}}]");
        try (FakeOpenAi server = new FakeOpenAi().answering(TuneCommandTest::polite)) {
            Result result = run(server, "tune", "--limit", "2");

            assertThat(result.err()).contains("the modes do not have the same number of tries (prompt 2, near 3)");
            assertThat(result.out())
                    .contains("The modes did not have the same number of tries", "at most 2 asked in each");
            assertThat(tuned("near").winner().n()).isEqualTo(6);
        }
    }

    @Test
    void leavesALabFileThatWasChangedMeanwhile() throws Exception {
        try (FakeOpenAi server = new FakeOpenAi().answering(body -> {
            changeThePrompt();
            return polite(body);
        })) {
            Result result = run(server, "tune", "--modes", "prompt", "--write");

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err())
                    .contains("was changed while its modes were tuned", "set in modes.prompt system: polite.txt");
        }
        assertThat(labFile()).content().doesNotContain("system: polite.txt}\n  near");
        assertThat(tuned("prompt").chosen()).as("the table is kept").isEqualTo("prompt.2");
    }

    private void changeThePrompt() {
        try {
            files.write("labs/turns/task.txt", "Just one of {labels}.\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
