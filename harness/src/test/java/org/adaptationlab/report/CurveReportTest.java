package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.GoldenFile;
import org.adaptationlab.InLocale;
import org.adaptationlab.result.Curve;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.VaryFolder;
import org.adaptationlab.result.csv.CsvResults;
import org.adaptationlab.result.record.VaryRecord.Point;
import org.adaptationlab.result.record.VaryRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveReportTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"en", "tr", "de", "ar-EG-u-nu-arab"})
    void writesTheGoldenCurveInEveryLocale(String locale) {
        VaryFolder curve = create();
        run("5", Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.3, "nearest", 0.4, "lora", 0.2));
        run("50", Map.of("prompt", 0.2, "few-shot", 0.3, "rag", 0.3, "nearest", 0.6, "lora", 0.75));

        InLocale.run(locale, () -> CurveReport.write(curve));

        GoldenFile.named("curve.md").assertSame(curve.file("curve.md"));
        String html = read(curve.file("curve.html"));
        GoldenFile.named("curve-body.html").assertSame(html.substring(html.indexOf("<body>")));
    }

    @Test
    void writesARowPerValueAndModeThatReadersOfSummariesUnderstand() {
        VaryFolder curve = create();
        run("5", Map.of("lora", 0.2));
        run("50", Map.of("lora", 0.75));
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
        VaryFolder curve = create();
        assertThat(CurveReport.write(curve).rows()).isEmpty();

        run("5", Map.of("lora", 0.5));
        Curve half = CurveReport.write(curve);

        assertThat(half.at("5", "lora")).isPresent();
        assertThat(half.at("50", "lora")).isEmpty();
        assertThat(half.at("50", "prompt")).as("measured at 5, unchanged at 50").isPresent();
        assertThat(CurveReport.quality(half)).hasSize(3);
        assertThat(read(curve.file("curve.html"))).doesNotContain("NaN");
    }

    private VaryFolder create() {
        Map<String, String> first = new LinkedHashMap<>();
        Map<String, String> second = new LinkedHashMap<>();
        for (String mode : List.of("prompt", "rag", "nearest", "lora")) {
            first.put(mode, "vary-5");
            second.put(mode, mode.equals("prompt") ? "vary-5" : "vary-50");
        }
        return VaryFolder.create(
                folder,
                new VaryRecord(
                        VaryRecord.SCHEMA,
                        "vary",
                        "tickets",
                        "How many <examples>?",
                        "a".repeat(64),
                        "b".repeat(64),
                        "training-examples",
                        List.of(new Point("5", "vary-5", first), new Point("50", "vary-50", second))));
    }

    private void run(String value, Map<String, Double> quality) {
        RunFolder run = new RunFolder(folder.resolve("tickets").resolve("vary-" + value));
        try {
            Files.createDirectories(run.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunFixture.tickets(quality).write(run);
    }
}
