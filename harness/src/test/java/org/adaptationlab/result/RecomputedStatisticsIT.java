package org.adaptationlab.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.Requirement;
import org.adaptationlab.result.csv.CsvCells;
import org.adaptationlab.result.summary.ComparisonRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SciPy and statsmodels find in the CSV files the same statistics as the harness. */
class RecomputedStatisticsIT {

    private static final Path SCRIPT = Path.of("src", "test", "python", "recompute_statistics.py");

    @TempDir
    private Path folder;

    @Test
    void areThoseOfTheCsvFiles() throws Exception {
        String python = python();
        RunFixture.tickets().write(new RunFolder(folder.resolve("tickets")));
        RunFixture.hostile().write(new RunFolder(folder.resolve("hostile")));
        StatisticsFixture.documents().write(new RunFolder(folder.resolve("documents")));
        StatisticsFixture.unequalDocuments().write(new RunFolder(folder.resolve("unequal")));
        StatisticsFixture.graded().write(new RunFolder(folder.resolve("graded")));
        StatisticsFixture.adapters().write(new RunFolder(folder.resolve("adapters")));
        StatisticsFixture.many().write(new RunFolder(folder.resolve("many")));
        StatisticsFixture.further(StatisticsFixture.graded()).write(new RunFolder(folder.resolve("further")));
        StatisticsFixture.further(StatisticsFixture.documents()).write(new RunFolder(folder.resolve("both")));

        Finished script = script(
                python, "tickets", "hostile", "documents", "unequal", "graded", "adapters", "many", "further", "both");

        assertThat(script.said()).endsWith(" 0 disagree\n");
        assertThat(script.exit()).isZero();
    }

    @Test
    void areMissedWhereAFigureOfAFurtherMetricIsChanged() throws Exception {
        String python = python();
        RunFolder run = new RunFolder(folder.resolve("run"));
        RunResults further = StatisticsFixture.further(StatisticsFixture.graded());
        further.write(run);
        ComparisonRow row = further.furtherComparisons().get(0);
        String difference = CsvCells.rate(row.pairs().difference());
        String metrics = Files.readString(run.metrics());
        String mean = CsvCells.rate(further.metrics().get(0).mean());
        Files.writeString(run.metrics(), metrics.replaceFirst("," + mean + ",", ",0.123456,"));
        String comparisons = Files.readString(run.comparisons());
        Files.writeString(
                run.comparisons(),
                comparisons.replaceFirst("(,exact_match,80,.*?,)" + difference + ",", "$10.654321,"));

        Finished script = script(python, "run");

        assertThat(script.said())
                .contains("mean: the file says 0.123456, recomputed ")
                .contains("exact_match difference: the file says 0.654321, recomputed ");
        assertThat(script.exit()).isEqualTo(1);
    }

    @Test
    void areMissedWhereAFigureIsChanged() throws Exception {
        String python = python();
        RunFolder run = new RunFolder(folder.resolve("run"));
        RunFixture.hostile().write(run);
        String summary = Files.readString(run.summary());
        Files.writeString(run.summary(), summary.replace("0.230724", "0.230734"));

        Finished script = script(python, "run");

        assertThat(script.said()).contains("quality_ci_low: the file says 0.230734, recomputed 0.2307");
        assertThat(script.exit()).isEqualTo(1);
    }

    /** The Python that {@code LAB_TEST_PYTHON} names, else python3; with SciPy and statsmodels. */
    private static String python() {
        return Requirement.found(
                "scipy",
                () -> Stream.of(System.getenv().getOrDefault("LAB_TEST_PYTHON", "python3"))
                        .filter(RecomputedStatisticsIT::hasScipy)
                        .findFirst(),
                "pip install scipy statsmodels, and name that Python in LAB_TEST_PYTHON where it is not python3");
    }

    private static boolean hasScipy(String python) {
        try {
            return finished(List.of(python, "-c", "import scipy, statsmodels")).exit() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Finished script(String python, String... runs) throws IOException {
        List<String> command = new ArrayList<>(List.of(python, SCRIPT.toString()));
        Stream.of(runs).map(run -> folder.resolve(run).toString()).forEach(command::add);
        return finished(command);
    }

    private record Finished(int exit, String said) {}

    private static Finished finished(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            return new Finished(process.waitFor(), said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command, e);
        }
    }
}
