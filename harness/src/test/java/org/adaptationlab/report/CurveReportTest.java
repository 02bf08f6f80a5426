package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.adaptationlab.GoldenFile;
import org.adaptationlab.InLocale;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.report.chart.Chart;
import org.adaptationlab.report.chart.CurveCharts;
import org.adaptationlab.result.Curve;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.VaryFolder;
import org.adaptationlab.result.csv.CsvResults;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveReportTest {

    @TempDir
    private Path out;

    private CurveFixture runs;

    @BeforeEach
    void create() {
        runs = CurveFixture.in(out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "tr", "de", "ar-EG-u-nu-arab"})
    void writesTheGoldenCurveInEveryLocale(String locale) {
        VaryFolder curve = runs.folder();
        runs.write("5", Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.3, "nearest", 0.4, "lora", 0.2));
        runs.write("50", Map.of("prompt", 0.2, "few-shot", 0.3, "rag", 0.3, "nearest", 0.6, "lora", 0.75));

        InLocale.run(locale, () -> CurveReport.write(curve));

        GoldenFile.named("curve.md").assertSame(curve.file("curve.md"));
        String html = read(curve.file("curve.html"));
        GoldenFile.named("curve-body.html").assertSame(html.substring(html.indexOf("<body>")));
    }

    @Test
    void writesARowPerValueAndModeThatReadersOfSummariesUnderstand() {
        VaryFolder curve = runs.folder();
        runs.write("5", Map.of("lora", 0.2));
        runs.write("50", Map.of("lora", 0.75));
        CurveReport.write(curve);

        assertThat(read(curve.file("curve.csv")).lines().findFirst().orElseThrow())
                .startsWith("schema_version,run_id,lab,mode,")
                .contains(",sampling_seed,setting,value,n,n_failed,");
        assertThat(CsvResults.readSummary(curve.file("curve.csv")).rows())
                .extracting(row -> row.mode().mode() + " " + row.quality().value())
                .contains("lora 0.2", "lora 0.75")
                .hasSize(8);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void showsWhatIsFinishedOfACurveThatIsNot() {
        VaryFolder curve = runs.folder();
        assertThat(CurveReport.write(curve).rows()).isEmpty();

        runs.write("5", Map.of("lora", 0.5));
        Curve half = CurveReport.write(curve);

        assertThat(half.at("5", "lora")).isPresent();
        assertThat(half.at("50", "lora")).isEmpty();
        assertThat(half.at("50", "prompt")).as("measured at 5, unchanged at 50").isPresent();
        assertThat(CurveReport.quality(half)).hasSize(3);
        assertThat(read(curve.file("curve.html"))).doesNotContain("NaN");
    }

    @Test
    void saysOfWhichPointsNothingMayBeClaimedAndWhy() {
        VaryFolder curve = runs.folder();
        runs.write("5", Map.of("lora", 0.2));
        RunResults stopped = RunFixture.tickets(Map.of("lora", 0.75))
                .withGuards(List.of(
                        Guard.TRUNCATION.found(GuardResult.Status.STOP, "prompts did not fit: lora 60 of 120"),
                        Guard.UNPARSED.found(GuardResult.Status.WARN, "lora 9 of 120"),
                        Guard.LEAKAGE.found(GuardResult.Status.PASS, "none")));
        runs.write("50", stopped);
        Curve written = CurveReport.write(curve);

        Chart quality = CurveCharts.quality(written);
        assertThat(quality.dots())
                .extracting(Chart.Dot::look)
                .as("prompt is measured at 5 only")
                .containsExactly("on s0", "on s0", "on s1", "void s1", "on s2", "void s2", "on s3", "void s3");
        assertThat(quality.labels())
                .filteredOn(label -> label.text().equals("void"))
                .hasSize(3);
        assertThat(quality.lines())
                .filteredOn(line -> line.look().equals("s3"))
                .as("no line leads to a void point")
                .allMatch(line -> !line.points().contains(" "));
        assertThat(CurveReport.quality(written).get(2).get(4))
                .startsWith("75.0")
                .endsWith(", void: truncation");
        for (String file : List.of("curve.md", "curve.html")) {
            assertThat(read(curve.file(file)))
                    .contains("Hollow points are of runs on which no claim may rest", ", void: truncation")
                    .contains("Checks that did not pass", "prompts did not fit: lora 60 of 120", "lora 9 of 120")
                    .doesNotContain("leakage");
        }
    }

    @Test
    void marksWhatEndedEarly() {
        VaryFolder curve = runs.folder();
        runs.write("5", Map.of("lora", 0.2));
        runs.write("50", Map.of("lora", 0.75));
        replace("50", "\"failure\" : null", "\"failure\" : \"the server was gone\"");

        assertThat(CurveReport.quality(CurveReport.write(curve)).get(2).get(4)).endsWith(", ended early");
        assertThat(read(curve.file("curve.md"))).contains("| ended early | the server was gone |");
    }

    @Test
    void claimsNoDifferenceInTimeThatTheMachineItselfMayHaveMade() {
        VaryFolder curve = runs.folder();
        runs.write("5", Map.of("lora", 0.2));
        runs.write("50", Map.of("lora", 0.75));
        replace("50", "\"before_ms\" : 301.5", "\"before_ms\" : 603.0");
        replace("50", "\"after_ms\" : 309.0", "\"after_ms\" : 610.0");

        assertThat(CurveReport.write(curve).times().drift())
                .as("2 % within each of the runs")
                .isCloseTo(610 / 301.5 - 1, within(1e-9));
        assertThat(read(curve.file("curve.md")))
                .contains("over all runs, the same work took up to 102.3\u00a0% longer");
    }

    @Test
    void claimsNothingOfTimesOfTwoMachinesOrOfOneThatWasNotQuietOrNotProbed() {
        VaryFolder curve = runs.folder();
        runs.write("5", Map.of("lora", 0.2));
        runs.write("50", Map.of("lora", 0.75));
        replace("50", "Some CPU @ 2.40GHz", "Another CPU");
        CurveReport.write(curve);
        assertThat(read(curve.file("curve.md")))
                .contains(
                        "No difference in time between runs, nor in cost that follows it, is claimed: the runs were measured on different machines");

        runs.write(
                "50",
                RunFixture.tickets()
                        .withGuards(
                                List.of(Guard.MACHINE_LOAD.found(GuardResult.Status.WARN, "up to 80 % were busy"))));
        assertThat(CurveReport.write(curve).times().doubt()).startsWith("up to 80 % were busy (run ");

        runs.write("50", Map.of("lora", 0.75));
        replace("50", "\"before_ms\" : 301.5", "\"before_ms\" : null");
        replace("50", "\"after_ms\" : 309.0", "\"after_ms\" : null");
        assertThat(CurveReport.write(curve).times().doubt()).contains("the machine's drift was not measured");
    }

    private void replace(String value, String text, String other) {
        Path file = out.resolve("tickets").resolve("vary-" + value).resolve("run.json");
        String before = read(file);
        assertThat(before).contains(text);
        try {
            Files.writeString(file, before.replace(text, other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
