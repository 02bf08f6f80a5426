package org.adaptationlab.model.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.file.Folders;
import org.adaptationlab.file.ProcessLock;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.model.store.ModelStore.DownloadListener;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;

/**
 * Brings a file to its place in one folder: verifies what is there, else tries the sources in order, under a lock. The
 * final name only ever holds a verified file.
 */
final class FileFetcher {

    private static final String WORK_PREFIX = ".fetch-";
    private static final String DAMAGED_SUFFIX = ".damaged";
    private static final long MEGABYTE = 1_000_000;

    private final Path folder;
    private final List<FileSource> near;
    private final FreeSpace freeSpace;

    /** Tells the usable bytes of the disk a path is on. */
    @FunctionalInterface
    interface FreeSpace {
        long at(Path path) throws IOException;
    }

    /** @param near where any file is looked for before its own sources are tried */
    FileFetcher(Path folder, List<FileSource> near, FreeSpace freeSpace) {
        this.folder = folder;
        this.near = List.copyOf(near);
        this.freeSpace = freeSpace;
    }

    /** Broken-off downloads in the folder, but those that another process is at. */
    List<Path> brokenOff() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isBrokenOff(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private boolean isBrokenOff(String name) {
        return name.startsWith(WORK_PREFIX) && !ProcessLock.isHeld(lock(name.substring(WORK_PREFIX.length())));
    }

    private Path lock(String fileName) {
        return folder.resolve("." + fileName + ".lock");
    }

    /** What a file is moved to when it turns out to be another. */
    static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + DAMAGED_SUFFIX);
    }

    void bring(WantedFile wanted, Path target, DownloadListener listener) {
        try {
            if (isRight(wanted, target)) {
                return; // the usual case; a folder that is read-only but has the file is fine
            }
            Files.createDirectories(folder);
            ProcessLock.holding(
                    lock(wanted.fileName()),
                    () -> listener.note("another process fetches " + wanted.title() + "; waiting for it"),
                    () -> {
                        if (!isRight(wanted, target)) {
                            fetch(wanted, target, listener);
                        }
                        return target;
                    });
        } catch (IOException e) {
            throw new PrerequisiteException(
                    "cannot keep " + wanted.title() + " in " + folder + ": " + reason(e)
                            + "; make the folder writable, or name another with LAB_HOME",
                    e);
        }
    }

    private void fetch(WantedFile wanted, Path target, DownloadListener listener) throws IOException {
        if (Files.exists(target)) {
            Path aside = aside(target);
            Files.move(target, aside, StandardCopyOption.REPLACE_EXISTING);
            listener.note(target + " is not the file of the catalogue (wrong SHA-256); moved to " + aside.getFileName()
                    + " and fetched again");
        }
        Path work = Files.createDirectories(folder.resolve(WORK_PREFIX + wanted.fileName()));
        List<String> failures = new ArrayList<>();
        for (FileSource source : sources(wanted)) {
            try {
                listener.trying(source.description());
                checkSpace(source.bytesNeeded(wanted), work);
                Files.move(verified(wanted, source, work, listener), target, StandardCopyOption.ATOMIC_MOVE);
                Folders.delete(work);
                return;
            } catch (IOException e) {
                failures.add("  " + source.description() + ": " + reason(e));
            } catch (PrerequisiteException e) { // a proxy that cannot be used
                failures.add("  " + source.description() + ": " + e.getMessage());
            }
        }
        throw new PrerequisiteException(nowhere(wanted, target, failures));
    }

    private List<FileSource> sources(WantedFile wanted) {
        return Stream.concat(near.stream(), wanted.sources().stream()).toList();
    }

    private static Path verified(WantedFile wanted, FileSource source, Path work, DownloadListener listener)
            throws IOException {
        boolean resumed = Folders.size(work) > 0;
        Path file = source.fetch(wanted, work, listener);
        String sum = Sha256.ofFile(file);
        if (!sum.equals(wanted.sha256())) {
            Files.delete(file);
            if (resumed) {
                return verified(wanted, source, work, listener); // the old part may have been of another file
            }
            throw new IOException("gave a file with the SHA-256 " + sum + " instead of " + wanted.sha256());
        }
        return file;
    }

    private static boolean isRight(WantedFile wanted, Path file) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == wanted.bytes()
                && Sha256.ofFile(file).equals(wanted.sha256());
    }

    private void checkSpace(long bytesNeeded, Path work) throws IOException {
        long needed = bytesNeeded - Folders.size(work);
        long free = freeSpace.at(work);
        if (free < needed) {
            throw new IOException("needs " + megabytes(needed) + " on the disk of " + folder + ", but only "
                    + megabytes(free) + " are free; make room, or name another folder with LAB_HOME");
        }
    }

    private static String nowhere(WantedFile wanted, Path target, List<String> failures) {
        return wanted.title() + " (" + megabytes(wanted.bytes()) + ") could not be fetched:\n"
                + String.join("\n", failures) + "\nTo go on without a network, put the file with the SHA-256 "
                + wanted.sha256() + " at " + target;
    }

    private static String megabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE + " MB";
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException file ? file.getFile() + ": " + IoReason.of(file) : IoReason.of(e);
    }
}
