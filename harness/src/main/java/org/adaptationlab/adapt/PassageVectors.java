package org.adaptationlab.adapt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of the passages of an index that is built: embedded in batches, and kept in a file as they come, so
 * that a run that was stopped goes on where it was. Not thread-safe.
 */
final class PassageVectors implements AutoCloseable {

    static final int BATCH = 256;

    private final Path file;
    private final TextEmbedder embedder;
    private final LongSupplier nanoClock;
    private final int length;
    private final FileChannel channel;
    private final @Nullable FileLock lock;
    private final int before;
    private long nanosBefore;

    private PassageVectors(
            Path file, TextEmbedder embedder, LongSupplier nanoClock, FileChannel channel, @Nullable FileLock lock)
            throws IOException {
        this.file = file;
        this.embedder = embedder;
        this.nanoClock = nanoClock;
        this.length = embedder.length();
        this.channel = channel;
        this.lock = lock;
        this.before = lock == null ? 0 : Math.toIntExact(channel.size() / batchBytes()) * BATCH;
    }

    /**
     * Opens what there is of them.
     *
     * @param file named after what is embedded and by what; where another process writes it, nothing is kept
     */
    static PassageVectors open(Path file, TextEmbedder embedder, LongSupplier nanoClock) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new PassageVectors(file, embedder, nanoClock, channel, lock(channel));
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** How many an earlier run left, in whole batches. */
    int before() {
        return before;
    }

    /** Nanoseconds that earlier runs took to embed those of them that were asked for. */
    long nanosBefore() {
        return nanosBefore;
    }

    /**
     * The vectors of a batch.
     *
     * @param from place of its first passage among all, a multiple of {@link #BATCH}
     */
    List<float[]> of(List<Passage> batch, int from) throws IOException {
        if (from + batch.size() <= before) {
            return read(from);
        }
        long start = nanoClock.getAsLong();
        List<float[]> vectors =
                embedder.embedAll(batch.stream().map(Passage::text).toList());
        keep(vectors, nanoClock.getAsLong() - start, from);
        return vectors;
    }

    /** A batch in the file: the nanoseconds it took, and its vectors. */
    private int batchBytes() {
        return Long.BYTES + BATCH * length * Float.BYTES;
    }

    private long place(int from) {
        return (long) (from / BATCH) * batchBytes();
    }

    private List<float[]> read(int from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(batchBytes());
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, place(from) + bytes.position());
        }
        bytes.flip();
        nanosBefore += bytes.getLong();
        return Stream.generate(() -> vector(bytes)).limit(BATCH).toList();
    }

    private float[] vector(ByteBuffer bytes) {
        float[] vector = new float[length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = bytes.getFloat();
        }
        return vector;
    }

    private void keep(List<float[]> vectors, long nanos, int from) throws IOException {
        if (lock == null) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(batchBytes()).putLong(nanos);
        for (float[] vector : vectors) {
            for (float value : vector) {
                bytes.putFloat(value);
            }
        }
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes, place(from) + bytes.position());
        }
    }

    /** The index holds them now. */
    void delete() throws IOException {
        if (lock != null) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
