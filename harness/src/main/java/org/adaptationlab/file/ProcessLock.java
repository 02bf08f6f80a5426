package org.adaptationlab.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** Work that one thread of one process does at a time. */
public final class ProcessLock {

    /** File locks are the whole process's; this one keeps our threads apart. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private ProcessLock() {}

    /** Work done under the lock. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Waits for the lock, does the work, and lets the next one in; the end of the process does too.
     *
     * @param file stands for the lock; made where it is missing, left there empty. Its folder must be there
     * @param waiting told once if another process has the lock
     * @throws java.nio.channels.FileLockInterruptionException if the thread is interrupted while it waits
     */
    public static <T> T holding(Path file, Runnable waiting, Work<T> work) throws IOException {
        THREADS.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock free = channel.tryLock();
            if (free == null) {
                waiting.run();
                channel.lock();
            }
            return work.run();
        } finally {
            THREADS.unlock();
        }
    }

    /** Whether somebody holds the lock now, in this process or another; false also where it cannot be told. */
    public static boolean isHeld(Path file) {
        if (THREADS.isLocked()) {
            return true; // perhaps by another file; to close a second channel of ours would give up the first one's
            // lock
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
