package org.adaptationlab.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.problem.ResultFormatException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that was cut at the end of a line, wherever that is, is not taken for a whole one. */
class WholeRunTest {

    @TempDir
    private Path folder;

    private RunFolder run;

    @BeforeEach
    void write() {
        run = new RunFolder(folder.resolve("run"));
        StatisticsFixture.further(StatisticsFixture.graded()).write(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"examples.csv", "summary.csv", "comparisons.csv", "scores.csv", "metrics.csv"})
    void refusesAFileCutAtTheEndOfALine(String name) throws IOException {
        Path file = run.path().resolve(name);
        List<String> lines = Files.readAllLines(file);
        for (int kept : List.of(lines.size() - 1, lines.size() - 2, lines.size() / 3, 1)) {
            Files.write(file, lines.subList(0, kept));

            assertThatExceptionOfType(ResultFormatException.class)
                    .as(kept + " of " + lines.size() + " lines")
                    .isThrownBy(() -> RunResults.read(run))
                    .withMessageStartingWith(run.path() + "/")
                    .withMessageContaining("cut off or edited");
        }
    }

    @Test
    void refusesALastLineWithoutItsEnd() throws IOException {
        String text = Files.readString(run.examples());
        Files.writeString(run.examples(), text.substring(0, text.length() - 1));

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> RunResults.read(run))
                .withMessage(
                        run.examples() + ": its last line has no line end, so it may be cut off; copy the file again");
    }

    @Test
    void saysHowManyRowsThereAreAndShouldBe() throws IOException {
        List<String> lines = Files.readAllLines(run.examples());
        Files.write(run.examples(), lines.subList(0, lines.size() - 1));

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> RunResults.read(run))
                .withMessageMatching(".*examples\\.csv: has \\d+ rows of mode \"[a-z-]+\", summary\\.csv says \\d+;"
                        + " a file was cut off or edited: copy the whole folder of the run again");
    }

    @Test
    void readsRunsWithAdaptersAndRepetitions() {
        RunFolder hostile = new RunFolder(folder.resolve("hostile"));
        RunFixture.hostile().write(hostile);

        assertThat(RunResults.read(hostile).examples()).hasSize(25);
    }

    @Test
    void readsFilesOfEarlierVersionsThatDoNotCountCalls() throws IOException {
        RunFolder old = new RunFolder(folder.resolve("old"));
        RunFixture.hostile().write(old);
        List<String> lines = Files.readAllLines(old.summary());
        int contract = List.of(lines.get(0).split(",")).indexOf("n_calls");
        Files.write(
                old.summary(),
                lines.stream()
                        .map(line ->
                                String.join(",", List.of(line.split(",", -1)).subList(0, contract)))
                        .toList());

        assertThat(RunResults.read(old).summaries()).hasSize(4);
    }

    /** Further metrics are of the examples that every adapter has a score for. */
    @Test
    void takesARunOfWhichAnAdaptersCallsFailed() {
        RunFolder several = new RunFolder(folder.resolve("several"));
        StatisticsFixture.further(StatisticsFixture.adapters()).write(several);

        assertThatCode(() -> RunResults.read(several)).doesNotThrowAnyException();
    }
}
