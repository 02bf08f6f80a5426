package org.adaptationlab.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir
    private Path folder;

    private Path tree;

    @BeforeEach
    void makeTree() throws IOException {
        tree = folder.resolve("tree");
        Files.createDirectories(tree.resolve("below/it"));
        Files.writeString(tree.resolve("below/it/five"), "12345");
        Files.writeString(tree.resolve("three"), "123");
    }

    @Test
    void addsUpAllFiles() {
        assertThat(Folders.size(tree)).isEqualTo(8);
        assertThat(Folders.size(folder.resolve("nothing"))).isZero();
    }

    @Test
    void deletesAllThatIsBelowAndNothingThatALinkNames() throws IOException {
        Path named = Files.createDirectory(folder.resolve("named"));
        Path kept = Files.writeString(named.resolve("file"), "kept");
        Files.createSymbolicLink(tree.resolve("below/link"), named);

        Folders.delete(tree);
        Folders.delete(folder.resolve("nothing"));

        assertThat(tree).doesNotExist();
        assertThat(kept).hasContent("kept");
    }
}
