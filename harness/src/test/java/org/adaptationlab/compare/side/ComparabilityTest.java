package org.adaptationlab.compare.side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.compare.ComparisonSettings;
import org.adaptationlab.compare.RunComparison;
import org.adaptationlab.compare.TwoRuns;
import org.adaptationlab.problem.ResultFormatException;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be compared is refused, and the reason is said. */
class ComparabilityTest {

    @TempDir
    private Path folder;

    @Test
    void refusesOtherDataOnOneSide() {
        refused(TwoRuns.same(folder).inContender("0f3a5c", "1f3a5c"))
                .contains("cannot be compared: their data differ: data set support-tickets (digest 0f3a5c1d2e4b…)"
                        + " against support-tickets (digest 1f3a5c1d2e4b…)");
    }

    @Test
    void refusesAnotherMetricAndAnotherTask() {
        refused(TwoRuns.same(folder.resolve("a")).inContender("\"accuracy\"", "\"token_f1\""))
                .contains("their metric differs: accuracy against token_f1");
        refused(TwoRuns.same(folder.resolve("b")).inContender("\"classification\"", "\"extraction\""))
                .contains("their task type differs: classification against extraction");
    }

    @Test
    void refusesRunsWithoutACommonModeOrExample() {
        TwoRuns modes = TwoRuns.same(folder.resolve("a"));
        for (String mode : new String[] {"prompt", "few-shot", "rag", "nearest", "lora"}) {
            modes.inContender("adaptation," + mode + ",", "adaptation," + mode + "2,")
                    .inContender("\"mode\" : \"" + mode + "\"", "\"mode\" : \"" + mode + "2\"");
        }
        refused(modes)
                .contains("no mode in common: prompt, few-shot, rag, nearest, lora against prompt2,")
                .contains("--modes prompt,few-shot");
        refused(TwoRuns.same(folder.resolve("b")).inContender(",ticket-", ",other-"))
                .contains("they have no example in common in any mode");
    }

    @Test
    void refusesRunsThatAreNotFinished() throws IOException {
        TwoRuns early = TwoRuns.same(folder.resolve("a"))
                .inContender("\"failure\" : null", "\"failure\" : \"11 calls failed\"");
        refused(early).contains("this run ended early (11 calls failed)", "lab run LAB --resume 20260301-101500-a1b2");
        TwoRuns stopped = TwoRuns.same(folder.resolve("b"));
        Files.delete(stopped.contender().resolve("run.json"));
        Files.writeString(stopped.contender().resolve("journal.jsonl"), "{}\n");
        refused(stopped).contains("has no run.json, so it is not finished");
    }

    @Test
    void refusesDamagedFiles() throws IOException {
        TwoRuns twice = TwoRuns.same(folder.resolve("a"));
        Path examples = twice.contender().resolve("examples.csv");
        String text = Files.readString(examples);
        Files.writeString(examples, text + text.lines().skip(1).findFirst().orElseThrow() + "\n");
        refused(twice).contains("example ticket-001 of mode prompt, repetition 1, is there twice");
        Files.writeString(examples, text.substring(0, text.length() - 40));
        refused(twice).contains("examples.csv:601: ").contains("is the file cut off?");
        Files.writeString(examples, text.lines().findFirst().orElseThrow() + "\n");
        refused(twice).contains("has no row");
        Files.writeString(examples, "PK\u0003\u0004");
        refused(twice).contains("the header lacks schema_version");
        Files.write(examples, text.lines().limit(500).toList());
        refused(twice).contains("rows of mode \"lora\", summary.csv says 120; a file was cut off or edited");
        TwoRuns mixed = TwoRuns.same(folder.resolve("b"));
        Files.writeString(mixed.contender().resolve("examples.csv"), text.replace("20260301", "20260302"));
        refused(mixed).contains("its files are of different runs");
        Files.writeString(mixed.baseline().resolve("examples.csv.gz"), text);
        refused(mixed).contains("examples.csv.gz: cannot be read");
        TwoRuns summary = TwoRuns.same(folder.resolve("c"));
        Path cut = summary.contender().resolve("summary.csv");
        Files.write(cut, Files.readAllLines(cut).subList(0, 5));
        refused(summary).contains("summary.csv: lacks the mode lora, which the other files have");
    }

    @Test
    void saysWhatMayBeNamed() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        refused(folder.resolve("nowhere"))
                .contains("nowhere: there is no such file or folder; name the folder of a run");
        refused(folder.resolve("empty")).contains("is no run folder");
    }

    private static AbstractStringAssert<?> refused(TwoRuns runs) {
        return assertThat(message(runs.baseline(), runs.contender()));
    }

    private static AbstractStringAssert<?> refused(Path path) {
        return assertThat(message(path, path));
    }

    private static String message(Path baseline, Path contender) {
        return String.valueOf(assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> RunComparison.compare(baseline, contender, ComparisonSettings.DEFAULT))
                .actual()
                .getMessage());
    }
}
