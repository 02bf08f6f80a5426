package org.adaptationlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file under src/test/resources/golden that output is compared with, byte for byte.
 *
 * <p>{@code mvn -Dquick test -Dgolden.write=true} writes them anew; look at the difference before you commit it.
 */
public record GoldenFile(Path path) {

    public static GoldenFile named(String name) {
        return new GoldenFile(Path.of("src", "test", "resources", "golden", name));
    }

    public void assertSame(Path written) {
        try {
            assertSame(Files.readString(written));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void assertSame(String written) {
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, written);
            }
            assertThat(written).isEqualTo(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
