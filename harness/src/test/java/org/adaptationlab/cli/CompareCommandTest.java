package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.compare.TwoRuns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTwoRuns() {
        TwoRuns.worse(folder);
    }

    @Test
    void printsTheVerdictInWordsFirstAndPassesWithoutAGate() {
        Result result = run("compare", "baseline", "contender");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("Worse than allowed: quality of lora.\n  quality of lora: −24.2 points (");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void fallsWithFourWhereTheContenderIsWorseThanAllowed() {
        Result result = run("compare", "baseline", "contender", "--gate");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).startsWith("the gate fell: quality of lora: −24.2 points (");
        assertThat(run("compare", "baseline", "contender", "--gate", "--max-drop", "60")
                        .exitCode())
                .isZero();
    }

    @Test
    void letsWhatIsNotSettledPassUnlessStrict() {
        assertThat(run("compare", "baseline", "contender", "--gate", "--max-drop", "30")
                        .exitCode())
                .isZero();
        Result strict = run("compare", "baseline", "contender", "--gate", "--max-drop", "30", "--strict");
        assertThat(strict.exitCode()).isEqualTo(4);
        assertThat(strict.err()).contains("the gate fell: quality of lora: ", "would be caught in 80 of 100");
    }

    @Test
    void keepsTheGateGreenForARunAgainstItself() {
        Result result = run("compare", "baseline", "baseline", "--gate", "--strict");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("No difference in quality: ");
    }

    @Test
    void writesTheVerdictBeforeAnythingElseCanFail() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        Result result = run(
                "compare",
                "baseline",
                "contender",
                "--gate",
                "--verdict",
                "ci/verdict.json",
                "--out",
                "file/report.md");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("ci/verdict.json"))).contains("\"status\" : \"fail\"");
    }

    @Test
    void writesTheOtherFilesAndPrintsTheVerdictOnly() throws IOException {
        Result result = run(
                "compare",
                "baseline",
                "contender",
                "--format",
                "markdown",
                "--out",
                "a.md",
                "--junit",
                "a.xml",
                "--flipped",
                "a.csv");

        assertThat(result.out()).startsWith("Worse than allowed").doesNotContain("|");
        assertThat(Files.readString(folder.resolve("a.md"))).startsWith("### ❌ Worse than allowed");
        assertThat(Files.readString(folder.resolve("a.xml"))).contains("<failure type=\"fail\" message=\"−24.2 points");
        assertThat(Files.readAllLines(folder.resolve("a.csv"))).hasSizeGreaterThan(30);
    }

    @Test
    void refusesBadUsageAndWhatCannotBeCompared() {
        assertThat(run("compare", "baseline", "contender", "--strict")).isEqualTo(new Result(2, "", """
                        lab: --strict is for --gate only; add --gate
                        Run "lab compare --help" for what is allowed.
                        """));
        assertThat(run("compare", "baseline", "contender", "--max-drop", "-1").err())
                .startsWith("lab: --max-drop is -1.0; a number from 0 to 100 is allowed\n");
        assertThat(run("compare", "baseline", "contender", "--format", "html").err())
                .contains("[TEXT, MARKDOWN, JSON, CSV] (case-insensitive) but was 'html'");
        assertThat(run("compare", "baseline", "nowhere").exitCode()).isEqualTo(2);
    }

    @Test
    void comparesWithACommittedBaseline() {
        Result written = run("baseline", "baseline", "labs/tickets/baseline");

        assertThat(written).isEqualTo(new Result(0, "Baseline: labs/tickets/baseline\n", ""));
        assertThat(run("compare", "labs/tickets/baseline", "contender", "--gate")
                        .exitCode())
                .isEqualTo(4);
    }

    /** Whole rows of these files would fill the memory several times over. */
    @Test
    void comparesLongFilesInLittleMemory() throws IOException, InterruptedException {
        writeLong("baseline", folder.resolve("long-a.csv"));
        writeLong("contender", folder.resolve("long-b.csv"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "compare",
                        folder.resolve("long-a.csv").toString(),
                        folder.resolve("long-b.csv").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("quality of lora: −24.2 points", "lora      20040");
    }

    /** 100,200 rows: every row of a run many times over, under other ids, with a long output. */
    private void writeLong(String run, Path file) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(run).resolve("examples.csv"));
        Pattern id = Pattern.compile("ticket-");
        try (PrintWriter out = new PrintWriter(file.toFile(), StandardCharsets.UTF_8)) {
            out.print(lines.get(0) + "\n");
            for (int copy = 0; copy < 167; copy++) {
                String prefix = String.format(Locale.ROOT, "ticket-%03d-", copy);
                lines.stream()
                        .skip(1)
                        .forEach(line -> out.print(id.matcher(line).replaceFirst(prefix) + "\n"));
            }
        }
    }

    private Result run(String... args) {
        return new LabCommandLine(folder).run(args);
    }
}
