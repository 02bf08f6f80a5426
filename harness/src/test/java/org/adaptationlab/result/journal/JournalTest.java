package org.adaptationlab.result.journal;

import static org.adaptationlab.result.RunFixture.answered;
import static org.adaptationlab.result.RunFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.adaptationlab.file.ForcedFiles;
import org.adaptationlab.file.LockedElsewhere;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final ModeIdentity MODE = new ModeIdentity("prompt", "prompt", null, null);
    private static final ExampleResult ONE = row(MODE, "t1", 1, answered("half a pair: \ud83d.\n", "billing", 1));
    private static final ExampleResult TWO = row(MODE, "t2", 1, answered("返品", "billing", 0));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("journal.jsonl");
    }

    @Test
    void givesBackEveryKindOfResultAsItWas() {
        RunResults run = RunFixture.hostile();
        try (Journal journal = Journal.create(file, JournalHeader.of("r1", "plan"))) {
            run.examples().forEach(journal::append);
            run.provenance().facts().forEach(journal::append);
        }

        JournalContent content = JournalContent.read(file);

        assertThat(content.header()).isEqualTo(new JournalHeader(1, "r1", "plan"));
        assertThat(content.examples()).isEqualTo(run.examples());
        assertThat(content.facts()).isEqualTo(run.provenance().facts());
    }

    @Test
    void showsEachLineToOthersAtOnce() throws IOException {
        try (Journal journal = Journal.create(file, JournalHeader.of("r1", "plan"))) {
            journal.append(ONE);

            assertThat(JournalContent.read(file).examples()).containsExactly(ONE);
            assertThat(Files.readString(file)).endsWith("}\n");
        }
    }

    @Test
    void cutsOffHalfALineAtAnyPlaceAndGoesOn() throws IOException {
        try (Journal journal = Journal.create(file, JournalHeader.of("r1", "plan"))) {
            journal.append(ONE);
            journal.append(TWO);
        }
        byte[] whole = Files.readAllBytes(file);
        long afterOne = Files.readAllLines(file).subList(0, 2).stream()
                .mapToLong(line -> line.length() + 1)
                .sum();
        for (int length = (int) afterOne; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));

            Journal.Resumed resumed = Journal.resume(file, JournalHeader.of("r1", "plan"));
            try (Journal journal = resumed.journal()) {
                assertThat(resumed.content().examples()).containsExactly(ONE);
                journal.append(TWO);
            }

            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        }
    }

    @Test
    void keepsTheLastFactsOfAMode() {
        ModeFacts first = new ModeFacts(MODE, false, null, false, 0.5, 200L, 0, null);
        ModeFacts later = new ModeFacts(MODE, false, null, false, 0.5, 210L, 1, "restarted");
        try (Journal journal = Journal.create(file, JournalHeader.of("r1", "plan"))) {
            journal.append(first);
            journal.append(later);
        }

        assertThat(JournalContent.read(file).facts()).containsExactly(later);
    }

    @Test
    void refusesADamagedLineInTheMiddle() throws IOException {
        try (Journal journal = Journal.create(file, JournalHeader.of("r1", "plan"))) {
            journal.append(ONE);
            journal.append(TWO);
        }
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), lines.get(1).substring(0, 40), lines.get(2)));

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> Journal.resume(file, JournalHeader.of("r1", "plan")))
                .withMessageStartingWith(file + ":2: damaged line");
    }

    @Test
    void refusesAnExampleThatIsThereTwice() throws IOException {
        try (Journal journal = Journal.create(file, JournalHeader.of("r1", "plan"))) {
            journal.append(ONE);
            journal.append(ONE);
        }

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> JournalContent.read(file))
                .withMessage(file + ":3: example \"t1\" of mode \"prompt\" is already in line 2");
    }

    @Test
    void refusesToGoOnWithAnotherPlan() {
        Journal.create(file, JournalHeader.of("r1", "plan")).close();

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> Journal.resume(file, JournalHeader.of("r1", "other")))
                .withMessageContaining("run r1 was started with another plan (plan, now other)");
    }

    @Test
    void refusesASecondWriter() {
        Journal first = Journal.create(file, JournalHeader.of("r1", "plan"));
        try (first) {
            assertThatExceptionOfType(PrerequisiteException.class)
                    .isThrownBy(() -> Journal.resume(file, JournalHeader.of("r1", "plan")))
                    .withMessageContaining("another process is writing this run");
        }
    }

    @Test
    void beginsAJournalWhoseFirstLineWasNeverWhole() throws IOException {
        JournalHeader header = JournalHeader.of("r1", "plan");
        for (String left : List.of("", "{\"header\":{\"schema_ver")) {
            Files.writeString(file, left);
            assertThatExceptionOfType(ResultFormatException.class).isThrownBy(() -> JournalContent.read(file));

            Journal.Resumed resumed = Journal.resume(file, header);
            try (Journal journal = resumed.journal()) {
                assertThat(resumed.content().header()).isEqualTo(header);
                assertThat(resumed.content().examples()).isEmpty();
                journal.append(ONE);
            }

            assertThat(JournalContent.read(file).examples()).containsExactly(ONE);
        }
    }

    @Test
    void passesOverWhatOnlyOtherVersionsKnow() throws IOException {
        try (Journal journal = Journal.create(file, JournalHeader.of("r1", "plan"))) {
            journal.append(ONE);
        }
        List<String> lines = Files.readAllLines(file);
        String further = lines.get(1).replaceFirst("\"example_id\"", "\"colour\":\"red\",\"example_id\"");
        assertThat(further).contains("colour");
        Files.write(file, List.of(lines.get(0), further, "{\"weather\":{\"rain\":1}}"));

        Journal.Resumed resumed = Journal.resume(file, JournalHeader.of("r1", "plan"));
        resumed.journal().close();

        assertThat(resumed.content().examples()).containsExactly(ONE);
        assertThat(Files.readAllLines(file)).hasSize(3);
    }

    @Test
    void doesNotAdviseToDeleteALineOfAnotherForm() throws IOException {
        try (Journal journal = Journal.create(file, JournalHeader.of("r1", "plan"))) {
            journal.append(ONE);
        }
        Files.writeString(file, Files.readString(file).replaceFirst("\"answered\"", "\"guessed\""));

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> JournalContent.read(file))
                .withMessageStartingWith(file + ":2: a line in another form")
                .withMessageContaining("guessed")
                .withMessageEndingWith("go on with the version of Adaptation Lab that began the run");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isForcedToTheDiskEveryFewSeconds() throws IOException {
        AtomicLong now = new AtomicLong();

        List<String> forced = ForcedFiles.during(() -> {
            try (Journal journal = Journal.create(file, JournalHeader.of("r1", "plan"), now::get)) {
                for (int second = 0; second < 6; second++) {
                    now.set(second * 1_000_000_000L);
                    journal.append(row(MODE, "t" + second, 1, answered("", "billing", 1)));
                }
            }
        });

        // the first line and its name, the lines of seconds 2 and 4, and the end
        assertThat(forced)
                .containsExactly(file.toString(), folder.toString(), file.toString(), file.toString(), file.toString());
    }

    @Test
    void sharesTheTextsOfItsLines() {
        try (Journal journal = Journal.create(file, JournalHeader.of("r1", "plan"))) {
            journal.append(ONE);
            journal.append(TWO);
        }

        List<ExampleResult> read = JournalContent.read(file).examples();

        assertThat(read.get(1).target()).isSameAs(read.get(0).target());
        assertThat(read.get(1).mode().mode()).isSameAs(read.get(0).mode().mode());
    }

    @Test
    void keepsOtherProcessesOutAfterItWasReadToGoOn() throws IOException {
        Journal.create(file, JournalHeader.of("r1", "plan")).close();

        Journal resumed = Journal.resume(file, JournalHeader.of("r1", "plan")).journal();
        try (resumed;
                LockedElsewhere other = LockedElsewhere.lock(file, Long.MAX_VALUE - 1)) {
            assertThat(other.isLocked()).isFalse();
        }
    }

    @Test
    void refusesAFileThatIsNoJournal() throws IOException {
        Files.writeString(file, "{\"a\":1}\n", StandardOpenOption.CREATE);

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> JournalContent.read(file))
                .withMessageStartingWith(file + ":1: ");
    }

    @Test
    void saysWhatToDoWhereItCannotBeWritten() {
        assertThatExceptionOfType(PrerequisiteException.class)
                .isThrownBy(() -> Journal.create(folder.resolve("gone/journal.jsonl"), JournalHeader.of("r1", "plan")))
                .withMessageContaining("cannot be written")
                .withMessageContaining("--resume");
    }
}
