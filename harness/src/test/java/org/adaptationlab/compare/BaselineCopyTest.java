package org.adaptationlab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.compare.finding.Comparison;
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

    private static long size(Path run) throws IOException {
        try (var files = Files.list(run)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
