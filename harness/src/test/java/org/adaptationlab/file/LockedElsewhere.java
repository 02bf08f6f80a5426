package org.adaptationlab.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that tries to lock a byte of a file, and keeps the lock until it is closed. */
public final class LockedElsewhere implements AutoCloseable {

    private final Process process;
    private final boolean locked;

    private LockedElsewhere(Process process, boolean locked) {
        this.process = process;
        this.locked = locked;
    }

    public static LockedElsewhere lock(Path file, long position) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockedElsewhere.class.getName(),
                        file.toString(),
                        Long.toString(position))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new LockedElsewhere(process, process.getInputStream().read() == '1');
    }

    public boolean isLocked() {
        return locked;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Arguments: the file, the byte. */
    public static void main(String[] args) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
            System.out.write(channel.tryLock(Long.parseLong(args[1]), 1, false) == null ? '0' : '1');
            System.out.flush();
            System.in.read();
        }
    }
}
