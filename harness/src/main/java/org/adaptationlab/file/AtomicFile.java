package org.adaptationlab.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes a file under a temporary name beside the target and moves it there, so that no reader sees half of it, and so
 * that after a power cut the name stands for the old file or for the whole new one.
 *
 * <p>A link stays, and what it points to is replaced. A device, a pipe and an open file such as {@code /dev/stdout}
 * cannot be replaced and are written to as they are.
 */
public final class AtomicFile {

    private static final int MOST_LINKS = 40;

    private AtomicFile() {}

    /** Writes the file's whole content; closing the stream is left to the caller. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes text to the open writer. */
    @FunctionalInterface
    public interface Text {
        void writeTo(BufferedWriter out) throws IOException;
    }

    /** Writes {@code target}; parent folders are created. */
    public static void write(Path target, Content content) throws IOException {
        Path place = behindLinks(target.toAbsolutePath());
        if (isStream(place)) {
            try (OutputStream out = Files.newOutputStream(place, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                content.writeTo(out);
            }
            return;
        }
        Path folder = folderOf(place);
        Files.createDirectories(folder);
        TemporaryFile.removeLeftovers(place);
        try (TemporaryFile temporary = TemporaryFile.beside(place)) {
            temporary.write(content);
            temporary.moveTo(place);
        }
        forceFolder(folder);
    }

    /** As {@link #write}, with UTF-8 text and no conversion of line ends. */
    public static void writeText(Path target, Text text) throws IOException {
        write(target, out -> {
            BufferedWriter writer =
                    new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()));
            text.writeTo(writer);
            writer.flush();
        });
    }

    /** Makes the names in a folder survive a power cut, where the system has a way to. */
    public static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows and some network disks cannot; the files themselves are on the disk all the same.
        }
    }

    static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file is in a folder");
    }

    /**
     * Where the links lead; one that belongs to the system, such as /proc/self/fd/1, stands for an open file and stays.
     */
    private static Path behindLinks(Path target) throws IOException {
        Path place = target;
        for (int links = 0; Files.isSymbolicLink(place) && !isOfTheSystem(place); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(target.toString());
            }
            place = place.resolveSibling(Files.readSymbolicLink(place));
        }
        return place;
    }

    private static boolean isOfTheSystem(Path place) {
        return place.startsWith("/dev") || place.startsWith("/proc");
    }

    private static boolean isStream(Path place) {
        return Files.isSymbolicLink(place)
                || (Files.exists(place) && !Files.isRegularFile(place) && !Files.isDirectory(place));
    }
}
