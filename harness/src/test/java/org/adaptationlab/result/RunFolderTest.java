package org.adaptationlab.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.csv.CsvCells;
import org.adaptationlab.result.journal.Journal;
import org.adaptationlab.result.journal.JournalHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    @TempDir
    private Path out;

    @Test
    void takesAnotherIdWhereARunWasStartedInTheSameSecond() {
        RunFolder.create(out, "faq", "r1");
        assertThat(RunFolder.createFree(out, "faq", "r1").path()).isEqualTo(out.resolve("faq/r1-2"));
        assertThat(RunFolder.createFree(out, "faq", "r1").path()).isEqualTo(out.resolve("faq/r1-3"));
    }

    @Test
    void makesTheFolderOfTheContract() {
        assertThat(RunFolder.create(out, "faq", "r1").path()).isDirectory().isEqualTo(out.resolve("faq/r1"));
    }

    @Test
    void refusesToWriteOverARun() {
        RunFolder.create(out, "faq", "r1");

        assertThatExceptionOfType(PrerequisiteException.class)
                .isThrownBy(() -> RunFolder.create(out, "faq", "r1"))
                .withMessageContaining("--resume r1");
    }

    @Test
    void saysWhereItCannotMakeOne() throws IOException {
        Path file = Files.createFile(out.resolve("file"));

        assertThatExceptionOfType(PrerequisiteException.class)
                .isThrownBy(() -> RunFolder.create(file, "faq", "r1"))
                .withMessageContaining("--out");
    }

    @Test
    void givesTheFurtherMetricsAsTheirFileHasThem() throws IOException {
        RunFolder folder = RunFolder.create(out, "faq", "r1");
        RunResults written = StatisticsFixture.further(StatisticsFixture.graded());
        written.write(folder);
        List<String> lines = Files.readAllLines(folder.metrics());
        String mean = CsvCells.rate(written.metrics().get(0).mean());
        Files.writeString(folder.metrics(), String.join("\n", lines).replaceFirst("," + mean + ",", ",0.125,") + "\n");

        assertThat(RunResults.read(folder).metrics().get(0).mean())
                .as("what stands in metrics.csv, though the scores give another figure")
                .isEqualTo(0.125);

        Files.delete(folder.metrics());
        assertThat(RunResults.read(folder).metrics())
                .as("of the scores where there is no such file")
                .isEqualTo(written.metrics());
    }

    @Test
    void opensAStartedRunAndKnowsThatItIsNotFinished() {
        RunFolder folder = started("r1", 1);

        assertThat(RunFolder.open(folder.path()).hasResults()).isFalse();
        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> RunResults.read(folder))
                .withMessageContaining("lab run LAB --resume r1");
    }

    @Test
    void namesTheRunsBelowAFolderThatIsNone() {
        started("r1", 1);

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> RunFolder.open(out.resolve("faq")))
                .withMessageContaining("is no run folder")
                .withMessageEndingWith("runs below it: " + out.resolve("faq/r1"));
        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> RunFolder.open(out.resolve("gone")))
                .withMessageContaining("there is no such folder");
    }

    @Test
    void listsTheLastChangedRunFirst() throws IOException {
        RunFolder early = started("r2", 1_000);
        RunFolder late = started("r1", 2_000);

        assertThat(RunFolder.list(out, "faq")).containsExactly(late, early);
        assertThat(RunFolder.list(out, "other")).isEmpty();
    }

    @Test
    void refusesFilesOfDifferentRuns() throws IOException {
        RunFolder folder = RunFolder.create(out, "faq", "r1");
        RunFixture.hostile().write(folder);
        Files.writeString(
                folder.summary(), Files.readString(folder.summary()).replace(RunFixture.RUN.runId(), "another"));

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> RunResults.read(folder))
                .withMessageContaining("of different runs");
    }

    @Test
    void refusesADamagedRunJsonByItsLine() throws IOException {
        RunFolder folder = RunFolder.create(out, "faq", "r1");
        RunFixture.hostile().write(folder);
        String json = Files.readString(folder.provenance());
        Files.writeString(folder.provenance(), json.replace("2026-03-01T10:15:00Z", "yesterday"));

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> RunResults.read(folder))
                .withMessageMatching("(?s).*run\\.json:1[0-9]: .*yesterday.*");

        Files.writeString(folder.provenance(), json.replace("\"harness_version\"", "\"version\""));
        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> RunResults.read(folder))
                .withMessageContaining("harness_version");
    }

    @Test
    void namesAnotherVersionBeforeAnythingElseThatIsOtherInIt() throws IOException {
        RunFolder folder = RunFolder.create(out, "faq", "r1");
        RunFixture.hostile().write(folder);
        String json = Files.readString(folder.provenance());
        Files.writeString(
                folder.provenance(),
                json.replaceFirst("\"schema_version\" : 1", "\"schema_version\" : 2")
                        .replace("\"examples\"", "\"samples\""));

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> RunResults.read(folder))
                .withMessage(
                        folder.provenance() + ": schema_version 2, this harness reads 1; read it with the version of"
                                + " Adaptation Lab that wrote it");

        Files.writeString(folder.provenance(), json.replaceFirst("\"schema_version\"", "\"version\""));
        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> RunResults.read(folder))
                .withMessageContaining("has no schema_version, this harness reads 1");
    }

    @Test
    void makesADecisionOfAnotherFormAnew() throws IOException {
        RunFolder folder = RunFolder.create(out, "faq", "r1");
        RunResults run = RunFixture.hostile();
        run.write(folder);
        String json = Files.readString(folder.provenance());
        Files.writeString(folder.provenance(), json.replaceFirst("\"resamples\" : [0-9]+", "\"resamples\" : \"many\""));

        assertThat(RunResults.read(folder).provenance().decision())
                .isNotNull()
                .extracting(decision -> decision.recommended())
                .isEqualTo(java.util.Objects.requireNonNull(run.provenance().decision())
                        .recommended());
    }

    @Test
    void opensAnEmptyFolderOnlyToGoOn() throws IOException {
        Path empty = Files.createDirectories(out.resolve("faq/r1"));

        assertThat(RunFolder.openToResume(empty).hasJournal()).isFalse();
        assertThatExceptionOfType(ResultFormatException.class).isThrownBy(() -> RunFolder.open(empty));
    }

    private RunFolder started(String id, long changed) {
        RunFolder folder = RunFolder.create(out, "faq", id);
        Journal.create(folder.journal(), JournalHeader.of(id, "plan")).close();
        try {
            Files.setLastModifiedTime(folder.journal(), FileTime.fromMillis(changed));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return folder;
    }
}
