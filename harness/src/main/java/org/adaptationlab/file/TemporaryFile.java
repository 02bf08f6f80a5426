package org.adaptationlab.file;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is being written, to be moved to where it belongs. It is locked as long as it is open: one that nobody
 * has locked was left by a killed process. Its name is short however long the target's is.
 */
final class TemporaryFile implements Closeable {

    private static final int TARGET_DIGITS = 12;
    private static final int BUFFER_BYTES = 1 << 16;

    /** In the names this process gives, so that it never tries the lock of a file of its own, which would free it. */
    private static final String PROCESS = UUID.randomUUID().toString();

    private final Path path;
    private final FileChannel channel;

    private TemporaryFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** A new one in the folder of {@code target}. */
    static TemporaryFile beside(Path target) throws IOException {
        // Not Files.createTempFile: that would make the target readable by its owner only.
        Path path = AtomicFile.folderOf(target).resolve(prefix(target) + PROCESS + "-" + UUID.randomUUID() + ".tmp");
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (isFree(channel)) {
            return new TemporaryFile(path, channel);
        }
        channel.close(); // another process took it for a leftover in the moment before it was locked, and removes it
        return beside(target);
    }

    /** Removes what killed processes left of their attempts at {@code target}. */
    static void removeLeftovers(Path target) {
        String prefix = prefix(target);
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                AtomicFile.folderOf(target), entry -> isOfOthers(prefix, String.valueOf(entry.getFileName())))) {
            for (Path leftover : found) {
                removeIfFree(leftover);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A folder that may be written to but not listed: they stay, and harm nothing.
        }
    }

    void write(AtomicFile.Content content) throws IOException {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        content.writeTo(out);
        out.flush();
        channel.force(true);
    }

    void moveTo(Path target) throws IOException {
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Frees it; if it was not moved, it is gone. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(path);
        }
    }

    private static String prefix(Path target) {
        String digest = new Sha256().field(String.valueOf(target.getFileName())).hex();
        return ".lab-" + digest.substring(0, TARGET_DIGITS) + "-";
    }

    private static boolean isOfOthers(String prefix, String name) {
        return name.startsWith(prefix) && name.endsWith(".tmp") && !name.startsWith(prefix + PROCESS);
    }

    private static void removeIfFree(Path leftover) {
        try (FileChannel channel = FileChannel.open(leftover, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                Files.deleteIfExists(leftover);
            }
        } catch (IOException e) {
            // It is gone, or not ours to remove, or this disk has no locks: then nothing tells that nobody writes it.
        }
    }

    /** Locks the file for this process; where the disk has no locks, nobody removes it either. */
    private static boolean isFree(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException e) {
            return true;
        }
    }
}
