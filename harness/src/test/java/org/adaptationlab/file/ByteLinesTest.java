package org.adaptationlab.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ByteLinesTest {

    @Test
    void givesEachLineWithItsPlace() throws IOException {
        String longer = "x".repeat(200_000); // than what is read at once
        ByteLines lines = lines("a\n\n" + longer + "\nhalf");

        assertThat(lines.next()).asString().isEqualTo("a");
        assertThat(lines.next()).isEmpty();
        assertThat(lines.next()).asString().isEqualTo(longer);
        assertThat(lines.isEnded()).isTrue();
        assertThat(lines.position()).isEqualTo(200_004);
        assertThat(lines.next()).asString().isEqualTo("half");
        assertThat(lines.isEnded()).isFalse();
        assertThat(lines.next()).isNull();
        assertThat(lines("").next()).isNull();
    }

    private static ByteLines lines(String text) {
        return new ByteLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
