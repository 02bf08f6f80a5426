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
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

            Journal.Resumed resumed = Journal.resume(file, "plan");
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
                .isThrownBy(() -> Journal.resume(file, "plan"))
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
                .isThrownBy(() -> Journal.resume(file, "other"))
                .withMessageContaining("run r1 was started with another plan (plan, now other)");
    }

    @Test
    void refusesASecondWriter() {
        Journal first = Journal.create(file, JournalHeader.of("r1", "plan"));
        try (first) {
            assertThatExceptionOfType(PrerequisiteException.class)
                    .isThrownBy(() -> Journal.resume(file, "plan"))
                    .withMessageContaining("another process is writing this run");
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
