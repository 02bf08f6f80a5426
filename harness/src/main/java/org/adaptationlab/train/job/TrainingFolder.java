package org.adaptationlab.train.job;

import java.io.IOException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.file.Folders;
import org.adaptationlab.file.ProcessLock;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunInterruptedException;

/** A folder that keeps what was trained, and for which one process at a time trains. Safe for several processes. */
public final class TrainingFolder {

    private static final String WORK = "job-";

    private final Path path;
    private final String kept;

    /**
     * Nothing is made yet.
     *
     * @param kept what it keeps, in the singular: adapter or encoder
     */
    public TrainingFolder(Path path, String kept) {
        this.path = path.toAbsolutePath();
        this.kept = kept;
    }

    /** A file or folder in it. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /**
     * Does something while no other process trains: two that compute at once would slow each other many times over. Work
     * folders of a process that was killed are deleted before.
     *
     * @param listener told once if another process is at it
     * @throws PrerequisiteException when the folder cannot be used
     * @throws RunInterruptedException if the thread is interrupted while it waits
     */
    public <T> T alone(TrainingListener listener, ProcessLock.Work<T> work) {
        try {
            Files.createDirectories(path);
            Runnable waiting = () -> listener.stage("another process trains an " + kept + "; waiting for it");
            return ProcessLock.holding(path.resolve(".training.lock"), waiting, () -> {
                deleteLeftOver();
                return work.run();
            });
        } catch (FileLockInterruptionException e) {
            throw new RunInterruptedException("interrupted while another process trained an " + kept, e);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** A new folder within, for a training that goes on; deleted by the caller. */
    public Path workFolder() throws IOException {
        return Files.createTempDirectory(path, WORK);
    }

    /** Whoever holds the lock is the only one that trains: what is there now is of a process that was killed. */
    private void deleteLeftOver() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(path, WORK + "*")) {
            for (Path one : left) {
                Folders.delete(one);
            }
        }
    }

    /** What is thrown where a file in it can't be read or written. */
    public PrerequisiteException unusable(IOException cause) {
        return new PrerequisiteException(
                "the folder for " + kept + "s " + path + " cannot be used: " + cause.getMessage()
                        + "; check its rights and the free space, or set LAB_HOME to another folder",
                cause);
    }
}
