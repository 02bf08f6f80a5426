package org.adaptationlab.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SciPy and statsmodels find in the files the same statistics, decisions and verdicts as the harness. */
class RecomputedStatisticsIT {

    private static final Path SCRIPT = Path.of("src", "test", "python", "recompute_statistics.py");
    private static final Path REFERENCE = Path.of("..", "results", "reference");
    private static final Pattern CHECKED = Pattern.compile("(?m)^(.*): (\\d+) figures checked$");

    @TempDir
    private Path folder;

    @Test
    void areThoseOfRuns() throws Exception {
        String python = python();
        List<Path> runs = new ArrayList<>();
        RecomputedRuns.runs().forEach((name, run) -> {
            runs.add(folder.resolve(name));
            run.write(new RunFolder(folder.resolve(name)));
        });

        Finished script = script(python, runs);

        assertThat(script.said()).endsWith(" figures checked, 0 disagree\n").doesNotContain("not checked");
        assertThat(script.exit()).isZero();
        assertThat(script.checked()).hasSameSizeAs(runs).allMatch(figures -> figures > 150);
        assertThat(script.checked().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(8_300);
    }

    @Test
    void areThoseOfComparisons() throws Exception {
        String python = python();
        List<Path> comparisons = RecomputedRuns.comparisons(folder);

        Finished script = script(python, comparisons);

        assertThat(script.said()).endsWith(" figures checked, 0 disagree\n").doesNotContain("not checked");
        assertThat(script.exit()).isZero();
        assertThat(script.checked()).hasSameSizeAs(comparisons).allMatch(figures -> figures > 130);
        assertThat(script.checked().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(3_000);
    }

    @Test
    void areThoseOfTheReferenceRuns() throws Exception {
        String python = python();
        List<Path> runs;
        try (Stream<Path> all = Files.walk(REFERENCE, 2)) {
            runs = all.filter(run -> Files.exists(run.resolve("run.json")))
                    .sorted()
                    .toList();
        }

        Finished script = script(python, runs);

        assertThat(script.said()).endsWith(" figures checked, 0 disagree\n").doesNotContain("not checked");
        assertThat(script.exit()).isZero();
        assertThat(script.checked()).hasSize(11).allMatch(figures -> figures > 260);
        assertThat(script.checked().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(6_700);
    }

    private static Stream<Arguments> errors() {
        return Stream.of(
                cell("examples.csv", "lora", "ticket-001", "score", "summary.csv lora 1 quality: "),
                cell("summary.csv", "prompt", "", "quality", "summary.csv prompt quality: "),
                cell("summary.csv", "prompt", "", "quality_ci_high", "summary.csv prompt quality_ci_high: "),
                cell("summary.csv", "prompt", "", "wait_ms_p50", "summary.csv prompt wait_ms_p50: "),
                cell("summary.csv", "prompt", "", "cost_per_1000_usd", "summary.csv prompt cost_per_1000_usd: "),
                pair("difference", "comparisons.csv lora prompt accuracy difference: "),
                pair("difference_ci_low", "comparisons.csv lora prompt accuracy difference_ci_low: "),
                pair("p_value", "comparisons.csv lora prompt accuracy p_value: "),
                pair("p_value_holm", "comparisons.csv lora prompt accuracy p_value_holm: "),
                pair("mde", "comparisons.csv lora prompt accuracy mde: "),
                Arguments.of(
                        "run.json",
                        "\"recommended\" : \"lora\"",
                        "\"recommended\" : \"prompt\"",
                        "run.json decision recommended: the file says prompt, recomputed lora"));
    }

    private static Arguments cell(String file, String mode, String example, String column, String found) {
        return Arguments.of(file, mode + " " + example, column, found);
    }

    private static Arguments pair(String column, String found) {
        return Arguments.of("comparisons.csv", "lora prompt", column, found);
    }

    /**
     * Of a run with one figure that is another one.
     *
     * @param where the row of a CSV file, or the text of another file
     * @param what the column, or the text that takes its place
     */
    @ParameterizedTest
    @MethodSource("errors")
    void showAFigureThatIsWrong(String file, String where, String what, String found) throws Exception {
        String python = python();
        RunFolder run = new RunFolder(folder.resolve("run"));
        ChangedRuns.of(RunFixture.tickets(), "prompt", "lora").write(run);
        plant(run.path().resolve(file), where, what);

        Finished script = script(python, List.of(run.path()));

        assertThat(script.said()).contains("run/" + found + (found.endsWith(": ") ? "the file says " : ""));
        assertThat(script.exit()).isEqualTo(1);
        assertThat(script.checked()).containsExactly(164);
    }

    @Test
    void showAStatusOfTheGateThatIsWrong() throws Exception {
        String python = python();
        Path comparison = RecomputedRuns.worse(folder);
        plant(comparison, "\"status\" : \"fail\",\n      \"detail\"", "\"status\" : \"pass\",\n      \"detail\"");

        Finished script = script(python, List.of(comparison));

        assertThat(script.said())
                .contains("worse.json check quality of lora status: the file says pass, recomputed fail")
                .contains("worse.json verdict status: the file says fail, recomputed pass");
        assertThat(script.exit()).isEqualTo(1);
    }

    /** A row that is not there is no row without errors. */
    @Test
    void showThatARowIsMissing() throws Exception {
        String python = python();
        RunFolder run = new RunFolder(folder.resolve("run"));
        RunFixture.hostile().write(run);
        String summary = Files.readString(run.summary());
        Files.writeString(run.summary(), summary.substring(0, summary.lastIndexOf('\n', summary.length() - 2) + 1));

        Finished script = script(python, List.of(run.path()));

        assertThat(script.said()).contains("run/summary.csv rows: the file says ");
        assertThat(script.exit()).isEqualTo(1);
    }

    /** Writes another figure; the texts of the ticket run hold no comma, so that cells end at commas. */
    private static void plant(Path file, String where, String what) throws IOException {
        String text = Files.readString(file);
        String planted = file.toString().endsWith(".csv") ? withCell(text, where, what) : text.replace(where, what);
        assertThat(planted).isNotEqualTo(text);
        Files.writeString(file, planted);
    }

    private static String withCell(String text, String where, String column) {
        List<String> lines = text.lines().collect(Collectors.toList());
        List<String> names = List.of(lines.get(0).split(","));
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            if (Stream.of("mode_a mode_b", "mode example_id", "mode adapter")
                    .anyMatch(key -> where.trim().equals(row(names, cells, key)))) {
                int at = names.indexOf(column);
                cells[at] = Double.toString(Math.abs(1 - Double.parseDouble(cells[at])) * 0.999);
                lines.set(i, String.join(",", cells));
                return String.join("\n", lines) + "\n";
            }
        }
        throw new IllegalArgumentException("no row " + where);
    }

    private static String row(List<String> names, String[] cells, String key) {
        return Arrays.stream(key.split(" "))
                .filter(names::contains)
                .map(name -> cells[names.indexOf(name)])
                .collect(Collectors.joining(" "))
                .trim();
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

    private static Finished script(String python, List<Path> paths) throws IOException {
        List<String> command = new ArrayList<>(List.of(python, SCRIPT.toString()));
        paths.forEach(path -> command.add(path.toString()));
        return finished(command);
    }

    private record Finished(int exit, String said) {

        /** Figures checked of each path. */
        List<Integer> checked() {
            Matcher lines = CHECKED.matcher(said);
            List<Integer> figures = new ArrayList<>();
            while (lines.find()) {
                figures.add(Integer.valueOf(lines.group(2)));
            }
            return figures;
        }
    }

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
