package org.adaptationlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceFilesTest {

    /** CONTRIBUTING.md says the same. */
    private static final int CEILING = 350;

    @Test
    void noSourceFileIsAboveTheCeiling() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources)
                    .hasSizeGreaterThan(500)
                    .allSatisfy(file -> assertThat(lines(file))
                            .as("lines of %s: split it by subject", file)
                            .isLessThanOrEqualTo(CEILING));
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
