package org.adaptationlab.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path folder;

    @Test
    void keepsTheOldFileWhereTheNewOneCouldNotBeWrittenWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");

        assertThatThrownBy(() -> AtomicFile.writeText(file, out -> {
                    out.write("half");
                    out.flush();
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class);

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void forcesTheFileBeforeItHasItsNameAndTheFolderAfterwards() throws IOException {
        List<String> forced =
                ForcedFiles.during(() -> AtomicFile.writeText(folder.resolve("a.txt"), out -> out.write("a")));

        assertThat(forced).hasSize(2);
        assertThat(forced.get(0)).startsWith(folder + "/.lab-").endsWith(".tmp");
        assertThat(forced.get(1)).isEqualTo(folder.toString());
    }

    @Test
    void writesBehindLinksAndLeavesThem() throws IOException {
        Path file = Files.writeString(folder.resolve("file.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("file.txt"));
        Path linkToLink = Files.createSymbolicLink(folder.resolve("far.txt"), link);
        Path linkToNothing = Files.createSymbolicLink(folder.resolve("new.txt"), Path.of("below", "new.txt"));

        AtomicFile.writeText(linkToLink, out -> out.write("new"));
        AtomicFile.writeText(linkToNothing, out -> out.write("first"));

        assertThat(file).hasContent("new");
        assertThat(List.of(link, linkToLink, linkToNothing)).allMatch(Files::isSymbolicLink);
        assertThat(folder.resolve("below/new.txt")).hasContent("first");
    }

    @Test
    void refusesLinksThatGoRound() throws IOException {
        Path one = Files.createSymbolicLink(folder.resolve("one"), Path.of("two"));
        Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));

        assertThatThrownBy(() -> AtomicFile.writeText(one, out -> out.write("a")))
                .isInstanceOf(IOException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void writesToADeviceInsteadOfReplacingIt() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("null"), Path.of("/dev/null"));

        AtomicFile.writeText(link, out -> out.write("nothing"));

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("/dev/null"));
    }

    @Test
    void takesNamesAsLongAsADiskDoes() throws IOException {
        Path file = folder.resolve("x".repeat(251) + ".csv");

        AtomicFile.writeText(file, out -> out.write("a"));

        assertThat(file).hasContent("a");
    }

    @Test
    void removesWhatAKilledProcessLeft() throws IOException {
        Path file = folder.resolve("a.csv");
        List<String> seen = new ArrayList<>();
        AtomicFile.writeText(file, out -> seen.addAll(names()));
        assertThat(seen).hasSize(1);
        String left = ofAnotherProcess(seen.get(0));
        Files.writeString(folder.resolve(left), "half a fi");

        AtomicFile.writeText(folder.resolve("b.csv"), out -> out.write("b"));
        assertThat(names()).contains(left);
        AtomicFile.writeText(file, out -> out.write("a"));

        assertThat(names()).containsExactly("a.csv", "b.csv");
    }

    @Test
    void leavesAloneWhatAnotherProcessIsWriting() throws IOException {
        Path file = folder.resolve("a.csv");
        List<String> seen = new ArrayList<>();
        AtomicFile.writeText(file, out -> seen.addAll(names()));
        String left = ofAnotherProcess(seen.get(0));
        Path locked = Files.writeString(folder.resolve(left), "half a fi");

        try (LockedElsewhere other = LockedElsewhere.lock(locked, 0)) {
            assertThat(other.isLocked()).isTrue();
            AtomicFile.writeText(file, out -> out.write("a"));
            assertThat(locked).exists();
        }
    }

    @Test
    void saysWhatToDoWhereItCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> ResultFile.writeText(file.resolve("a.csv"), out -> out.write("a")))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessage(
                        file + "/a.csv: cannot be written (is there already); free disk space or mend the permissions");
    }

    /** As the name of a temporary file of this process would be in another one: its id is the part after the digest. */
    private static String ofAnotherProcess(String name) {
        int id = ".lab-".length() + 12 + 1;
        return name.substring(0, id) + "0".repeat(36) + name.substring(id + 36);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
