package org.adaptationlab.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mark of a run that it uses what lies in a folder, so that no other process removes it meanwhile. Any number of
 * runs may hold it at a time, in one process or several; the end of a process, however it comes, takes its mark away.
 * Thread-safe.
 */
public final class InUse implements AutoCloseable {

    private static final String FILE = ".in-use";

    /** File locks are the whole process's: the first user in it takes one, the last gives it back. */
    private static final Map<Path, Held> HELD = new HashMap<>();

    private final Path file;
    private boolean closed;

    /** A lock of this process and how many hold it; without a channel where the disk takes no locks. */
    private record Held(@Nullable FileChannel channel, int users) {}

    private InUse(Path file) {
        this.file = file;
    }

    /**
     * Marks a folder as in use until the mark is closed. Waits while another process removes things from it. Where the
     * folder cannot be written to, or the disk takes no locks, there is no mark, and the work goes on without.
     *
     * @param folder made if absent
     */
    public static InUse of(Path folder) {
        Path file = file(folder);
        synchronized (HELD) {
            Held held = HELD.get(file);
            HELD.put(file, held == null ? new Held(shared(file), 1) : new Held(held.channel, held.users + 1));
        }
        return new InUse(file);
    }

    private static @Nullable FileChannel shared(Path file) {
        FileChannel channel = null;
        try {
            Files.createDirectories(AtomicFile.folderOf(file));
            channel = Files.exists(file) ? FileChannel.open(file, StandardOpenOption.READ) : open(file);
            channel.lock(0, Long.MAX_VALUE, true);
            return channel;
        } catch (IOException e) {
            close(channel);
            return null;
        }
    }

    /**
     * Does something to a folder that nobody may use meanwhile; empty, and nothing done, where somebody does.
     *
     * @throws IOException if the folder cannot be written to, or of the work
     */
    public static <T> Optional<T> unlessUsed(Path folder, ProcessLock.Work<T> work) throws IOException {
        Path file = file(folder);
        synchronized (HELD) {
            if (HELD.containsKey(file)) {
                return Optional.empty();
            }
            FileChannel channel = null;
            try {
                channel = Files.isDirectory(folder) ? open(file) : null;
                if (channel != null && !isFree(channel)) {
                    return Optional.empty();
                }
                return Optional.of(work.run());
            } finally {
                close(channel);
            }
        }
    }

    private static boolean isFree(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true; // a disk without locks: no run can have marked it
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static Path file(Path folder) {
        return folder.toAbsolutePath().normalize().resolve(FILE);
    }

    /** Takes the mark away, unless others in this process hold it too. */
    @Override
    public void close() {
        synchronized (HELD) {
            Held held = HELD.get(file);
            if (closed || held == null) {
                return;
            }
            closed = true;
            if (held.users > 1) {
                HELD.put(file, new Held(held.channel, held.users - 1));
            } else {
                HELD.remove(file);
                close(held.channel);
            }
        }
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // The lock is gone with the descriptor, which is what closing is for.
        }
    }
}
