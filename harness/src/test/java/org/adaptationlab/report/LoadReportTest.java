package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.GoldenFile;
import org.adaptationlab.InLocale;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.guard.LoadGuards;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.lab.ServiceLimits;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.LoadFolder;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.load.LoadFixture;
import org.adaptationlab.result.load.LoadPoint;
import org.adaptationlab.result.load.LoadRecord;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.Requests;
import org.adaptationlab.result.record.RunIdentity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a load whose points are made by hand, and what is said of them. */
class LoadReportTest {

    /** rag is the quicker one alone and answers 20 requests/s at most; lora is slower alone and answers 80. */
    private static final List<LoadPoint> TURNING = points(
            LoadFixture.points("rag", 1, 83, 90, 12, 12.1),
            LoadFixture.points("rag", 16, 800, 900, 20, 20.2),
            LoadFixture.points("rag", 64, 3200, 3300, 20.1, 20.0),
            LoadFixture.points("lora", 1, 125, 140, 8, 8.1),
            LoadFixture.points("lora", 16, 200, 220, 80, 81));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"en", "tr", "de", "ar-EG-u-nu-arab"})
    void writesTheGoldenFilesInEveryLocale(String locale) {
        LoadFolder written = new LoadFolder(folder);
        LoadResults load = load(TURNING, 100_000.0);

        InLocale.run(locale, () -> {
            load.write(written);
            LoadReport.write(written, load, null);
        });

        GoldenFile.named("load.csv").assertSame(written.csv());
        GoldenFile.named("load.json").assertSame(written.record());
        GoldenFile.named("load.txt").assertSame(LoadReport.text(load, null));
    }

    @Test
    void readsBackWhatItWrote() {
        LoadFolder written = new LoadFolder(folder);
        LoadResults load = load(TURNING, 100_000.0);

        load.write(written);

        assertThat(LoadResults.read(written).record()).isEqualTo(load.record());
        assertThat(LoadResults.read(written).points())
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) <= 0.0005 ? 0 : Double.compare(a, b), Double.class)
                .isEqualTo(load.points());
    }

    @Test
    void saysWhetherTheRankingTurns() {
        assertThat(LoadReport.text(load(TURNING, null), null))
                .contains("By cost the ranking of the modes turns under load: alone, lora costs ×1.50 of rag,"
                        + " at capacity ×0.25.\n")
                .contains("By latency the ranking of the modes turns under load: alone, lora takes ×1.51 of rag,"
                        + " with 16 in flight ×0.25.\n");
        List<LoadPoint> steady = points(
                LoadFixture.points("rag", 1, 83, 90, 12, 12.1),
                LoadFixture.points("rag", 16, 100, 110, 90, 91),
                LoadFixture.points("lora", 1, 125, 140, 8, 8.1),
                LoadFixture.points("lora", 16, 200, 220, 80, 81));
        assertThat(LoadReport.text(load(steady, null), null))
                .contains("By cost the ranking of the modes does not turn under load (alone against at capacity).\n");
    }

    @Test
    void costsAreThoseOfMachinesAtTheVolumeOfTheLab() {
        String text = LoadReport.text(load(TURNING, 100_000.0), null);

        // rag 20.1 requests/s are 72,360 an hour: two machines for 100,000, each busy 69 % of the time
        assertThat(text)
                .contains("rag needs 2 machines for 100,000 requests per hour, which keep them busy 69 % of the time.");
        assertThat(text)
                .contains("lora needs 1 machine for 100,000 requests per hour, which keep it busy 35 % of the time.");
    }

    @Test
    void whoServesBehindAnAddressIsNotGuessed() {
        CostAssumptions shipped = new CostAssumptions(
                "cost.yaml" + CostAssumptions.SHIPPED, "2026-01-15", RunFixture.COST.hardware(), 0.25, null);
        LoadResults load = load(TURNING, 100_000.0, "openai", shipped);

        assertThat(LoadReport.text(load, null))
                .contains("No costs: nobody said what serves")
                .doesNotContain("USD / 1,000 at capacity");
        CostAssumptions own = new CostAssumptions("cost.yaml", "2026-01-15", RunFixture.COST.hardware(), 0.25, null);
        assertThat(LoadReport.text(load(TURNING, 100_000.0, "openai", own), null))
                .contains("USD / 1,000 at capacity");
    }

    @Test
    void aReportWithALoadHasItsChapterAndDecidesAtItsVolume() throws IOException {
        RunResults run = RunFixture.tickets();
        RunFolder runFolder = RunFolder.create(folder, run.provenance().run().lab(), "run-1");
        run.write(runFolder);
        LoadFolder beside = LoadFolder.create(folder, run.provenance().run().lab(), "1");
        List<LoadPoint> points = new ArrayList<>();
        for (String mode : run.byMode().keySet()) {
            points.addAll(LoadFixture.points(mode, 1, 100, 120, 10, 10.1));
            points.addAll(LoadFixture.points(mode, 4, 120, 150, mode.equals("lora") ? 30 : 20, 30));
        }
        load(points, 5000.0).write(beside);

        RunResults reported = Reports.write(runFolder);

        assertThat(Objects.requireNonNull(reported.provenance().decision()).perHour())
                .isEqualTo(5000.0);
        assertThat(Files.readString(runFolder.report("report.html")))
                .contains("<section id=\"load\"><h2>What happens under load?</h2>")
                .contains("at 5,000 requests per hour, by the measured load")
                .contains("USD / 1,000 right answers at capacity");
        assertThat(Objects.requireNonNull(
                                RunResults.read(runFolder).provenance().decision())
                        .perHour())
                .isNull(); // the run's own files stay
    }

    @Test
    void aLoadOfAnotherModelIsRefused() {
        RunResults run = RunFixture.tickets();
        LoadFolder other = new LoadFolder(folder);
        RunIdentity is = RunFixture.RUN;
        LoadResults load = load(TURNING, null);
        new LoadResults(
                        with(
                                load.record(),
                                new RunIdentity(
                                        "load-1",
                                        is.lab(),
                                        "another",
                                        "1".repeat(64),
                                        null,
                                        is.dataset(),
                                        is.datasetDigest(),
                                        is.runtime(),
                                        is.runtimeVersion(),
                                        is.prefixCache(),
                                        is.samplingSeed())),
                        TURNING)
                .write(other);

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> LoadReport.requireOf(folder, run))
                .withMessageContaining("is the load of another model (another, not " + is.model() + ") than the run");
    }

    @Test
    void textOfTheLabIsTextOnThePage() throws IOException {
        LoadFolder written = new LoadFolder(folder);
        LoadResults load = load(LoadFixture.points("<script>x</script>", 1, 83, 90, 12, 12.1), 10.0);

        LoadReport.write(written, load, null);

        assertThat(Files.readString(written.page()))
                .contains("&lt;script&gt;x&lt;/script&gt;")
                .doesNotContain("<script>x");
    }

    @SafeVarargs
    private static List<LoadPoint> points(List<LoadPoint>... levels) {
        List<LoadPoint> all = new ArrayList<>();
        for (List<LoadPoint> level : levels) {
            all.addAll(level);
        }
        return all;
    }

    private static LoadResults load(List<LoadPoint> points, @Nullable Double volume) {
        return load(points, volume, RunFixture.RUN.runtime(), RunFixture.COST);
    }

    private static LoadResults load(
            List<LoadPoint> points, @Nullable Double volume, String runtime, CostAssumptions cost) {
        Provenance run = RunFixture.tickets().provenance().withoutExampleTexts();
        RunIdentity is = run.run();
        return new LoadResults(
                new LoadRecord(
                        LoadRecord.SCHEMA,
                        new RunIdentity(
                                "load-1",
                                is.lab(),
                                is.model(),
                                is.modelDigest(),
                                is.quantization(),
                                is.dataset(),
                                is.datasetDigest(),
                                runtime,
                                is.runtimeVersion(),
                                is.prefixCache(),
                                is.samplingSeed()),
                        "0.1.0",
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(100),
                        "f".repeat(64),
                        new LoadRecord.Options(List.of(1, 16, 64), 100, 2),
                        new ServiceLimits(null, null, 1000.0, 0.01),
                        volume,
                        run.lab(),
                        new Provenance.Selection(
                                is.datasetDigest(), 250, null, 1, List.of(), List.of("train-001"), null),
                        run.model(),
                        run.sampling(),
                        run.machine(),
                        new Requests(null, List.of(), List.of(), ServerSettings.NONE),
                        cost,
                        List.of(),
                        List.of(new LoadRecord.End("rag", "saturated: it answers no more")),
                        List.of(),
                        List.of(LoadGuards.clientLimit(0.3, false))),
                points);
    }

    private static LoadRecord with(LoadRecord is, RunIdentity run) {
        return new LoadRecord(
                is.schemaVersion(),
                run,
                is.harnessVersion(),
                is.started(),
                is.ended(),
                is.planDigest(),
                is.options(),
                is.limits(),
                is.requestsPerHour(),
                is.lab(),
                is.selection(),
                is.model(),
                is.sampling(),
                is.machine(),
                is.requests(),
                is.cost(),
                is.modes(),
                is.ends(),
                is.warnings(),
                is.guards());
    }
}
