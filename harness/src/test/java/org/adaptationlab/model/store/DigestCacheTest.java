package org.adaptationlab.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.adaptationlab.file.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestCacheTest {

    private static final Instant CHANGED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = CHANGED.plusSeconds(60);

    @TempDir
    private Path folder;

    private Path file;
    private Path store;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("a b\tü.gguf");
        store = folder.resolve("home/digests.tsv");
        change("one");
    }

    private void change(String content) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(CHANGED));
    }

    private String digest() throws IOException {
        return new DigestCache(store, () -> LATER).of(file);
    }

    @Test
    void readsAFileOnce() throws Exception {
        String first = digest();
        change("two"); // of the same size and time: only one who reads it can tell

        assertThat(digest()).isEqualTo(first);
    }

    @Test
    void readsAgainWhatChangedInSizeOrTime() throws Exception {
        digest();
        change("three");
        assertThat(digest()).isEqualTo(Sha256.ofFile(file));

        Files.writeString(file, "other");
        Files.setLastModifiedTime(file, FileTime.from(CHANGED.plusNanos(1000)));
        assertThat(digest()).isEqualTo(Sha256.ofFile(file));
        assertThat(store).content().hasLineCount(1);
    }

    @Test
    void keepsNothingOfAFileThatMayChangeWithinItsTime() throws Exception {
        String first = new DigestCache(store, () -> CHANGED.plusSeconds(1)).of(file);
        change("two");

        assertThat(digest()).isNotEqualTo(first);
    }

    @Test
    void passesOverWhatIsNoLineOfIts() throws Exception {
        Files.createDirectories(store.getParent());
        Files.writeString(store, "nonsense\n" + "x".repeat(64) + "\t3\t" + CHANGED + "\t" + file.toRealPath() + "\n");

        assertThat(digest()).isEqualTo(Sha256.ofFile(file));
        assertThat(store).content().hasLineCount(1);
    }

    @Test
    void worksWhereItCannotKeepAnything() throws Exception {
        Files.writeString(folder.resolve("home"), "a file where the folder should be");

        assertThat(digest()).isEqualTo(Sha256.ofFile(file));
    }
}
