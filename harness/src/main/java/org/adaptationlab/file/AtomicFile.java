package org.adaptationlab.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.UUID;

/** Writes a file under a temporary name beside the target and moves it there, so that no reader sees half of it. */
public final class AtomicFile {

    private AtomicFile() {}

    /** Writes the file's whole content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path temporary) throws IOException;
    }

    /** Writes text to the open writer. */
    @FunctionalInterface
    public interface Text {
        void writeTo(BufferedWriter out) throws IOException;
    }

    /** Lets {@code content} write a temporary file, then moves it to {@code target}; parent folders are created. */
    public static void write(Path target, Content content) throws IOException {
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file is in a folder");
        Files.createDirectories(folder);
        // Not Files.createTempFile: that would make the target readable by its owner only.
        Path temporary = folder.resolve("." + target.getFileName() + "-" + UUID.randomUUID() + ".tmp");
        try {
            content.writeTo(temporary);
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** As {@link #write}, with UTF-8 text and no conversion of line ends. */
    public static void writeText(Path target, Text text) throws IOException {
        write(target, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
                text.writeTo(out);
            }
        });
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
