package org.adaptationlab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.AnswersFixture;
import org.adaptationlab.result.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineCopyTest {

    @TempDir
    private Path folder;

    @Test
    void comparesWithASmallCopyAsWithTheRun() throws IOException {
        TwoRuns runs = TwoRuns.worse(folder);
        Path copy = folder.resolve("copy");

        BaselineCopy.write(runs.baseline(), copy);
        Comparison whole = runs.compare();
        Comparison small = RunComparison.compare(copy, runs.contender(), ComparisonSettings.DEFAULT);

        assertThat(small.verdict()).isEqualTo(whole.verdict());
        assertThat(small.changes()).isEqualTo(whole.changes());
        assertThat(small.modes())
                .usingRecursiveComparison()
                .ignoringFields("flips.examples.baselineAnswer")
                .isEqualTo(whole.modes());
        assertThat(size(copy) * 8).isLessThan(size(runs.baseline()));
    }

    @Test
    void leavesNothingOfAnEarlierBaseline() {
        Path copy = folder.resolve("copy");
        Path withScores = folder.resolve("answers");
        AnswersFixture.handbook().write(new RunFolder(withScores));
        BaselineCopy.write(withScores, copy);
        assertThat(copy.resolve("scores.csv.gz")).exists();
        TwoRuns runs = TwoRuns.same(folder);

        BaselineCopy.write(runs.baseline(), copy);

        assertThat(copy).isDirectoryNotContaining("glob:**scores*");
        assertThat(RunComparison.compare(copy, runs.contender(), ComparisonSettings.DEFAULT)
                        .modes())
                .hasSize(5);
    }

    @Test
    void isNotMixedWithARun() throws IOException {
        TwoRuns runs = TwoRuns.same(folder);
        String before = Files.readString(runs.contender().resolve("run.json"));

        for (Path named : List.of(runs.baseline(), runs.contender())) {
            assertThatExceptionOfType(ResultFormatException.class)
                    .isThrownBy(() -> BaselineCopy.write(runs.baseline(), named))
                    .withMessage(
                            named
                                    + ": holds a run, whose files would be mixed with the baseline's; name a folder of its own");
        }
        assertThat(runs.contender().resolve("run.json")).hasContent(before);
    }

    private static long size(Path run) throws IOException {
        try (var files = Files.list(run)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
