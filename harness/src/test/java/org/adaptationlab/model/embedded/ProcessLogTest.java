package org.adaptationlab.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessLogTest {

    private static String complaints(String text) throws InterruptedException {
        return read(text).complaints();
    }

    private static ProcessLog read(String text) throws InterruptedException {
        ProcessLog log = ProcessLog.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        log.awaitEnd(Duration.ofSeconds(5));
        return log;
    }

    @Test
    void findsTheComplaintsAmongChatter() throws Exception {
        assertThat(complaints("loading\n\nerror: bad magic\nbuffer 12 MiB\nfailed to load\n"))
                .isEqualTo("; error: bad magic; failed to load");
    }

    @Test
    void showsTheLastLinesWhereNothingComplains() throws Exception {
        assertThat(complaints("a\nb\nc\nd\ne\n")).isEqualTo("; b; c; d; e");
        assertThat(complaints("")).isEmpty();
    }

    @Test
    void keepsWhyATemplateWasRefusedHoweverLongTheTemplateThatFollows() throws Exception {
        String complaint = "Failed to generate tool call example: Value is not callable: null at row 1, column 60:\n";
        String end = "  what():  error: the supplied chat template is not supported: {{ x }}\n" + "line\n".repeat(500);

        assertThat(read(complaint + end).refusedTemplate())
                .contains("Value is not callable: null at row 1, column 60:");
        assertThat(read(end).refusedTemplate()).contains("it is refused");
        assertThat(read(complaint).refusedTemplate()).isEmpty();
    }
}
