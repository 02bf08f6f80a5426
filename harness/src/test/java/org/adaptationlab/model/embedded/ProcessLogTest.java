package org.adaptationlab.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessLogTest {

    private static String complaints(String text) throws InterruptedException {
        ProcessLog log = ProcessLog.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        log.awaitEnd(Duration.ofSeconds(5));
        return log.complaints();
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
}
