package org.adaptationlab.file;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders as a whole. A symbolic link is not followed. */
public final class Folders {

    private Folders() {}

    /** Bytes of a file, or of all files below a folder; what vanishes meanwhile, or never was, counts as 0. */
    public static long size(Path path) {
        long bytes = path.toFile().isFile() ? path.toFile().length() : 0;
        for (Path entry : entries(path)) {
            bytes += size(entry);
        }
        return bytes;
    }

    /** Deletes a folder or file with all that is below; nothing happens where there is none. */
    public static void delete(Path path) throws IOException {
        for (Path entry : entries(path)) {
            delete(entry);
        }
        Files.deleteIfExists(path);
    }

    private static List<Path> entries(Path path) {
        File[] files = Files.isSymbolicLink(path) ? null : path.toFile().listFiles();
        return files == null ? List.of() : Stream.of(files).map(File::toPath).toList();
    }
}
