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
    private final int length;
    private final FileChannel channel;
    private final @Nullable FileLock lock;
    private final int before;

    private PassageVectors(Path file, TextEmbedder embedder, FileChannel channel, @Nullable FileLock lock)
            throws IOException {
        this.file = file;
        this.embedder = embedder;
        this.length = embedder.length();
        this.channel = channel;
        this.lock = lock;
        this.before = lock == null ? 0 : Math.toIntExact(channel.size() / bytes());
    }

    /**
     * Opens what there is of them.
     *
     * @param file named after what is embedded and by what; where another process writes it, nothing is kept
     */
    static PassageVectors open(Path file, TextEmbedder embedder) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new PassageVectors(file, embedder, channel, lock(channel));
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** How many an earlier run left. */
    int before() {
        return before;
    }

    /**
     * The vectors of a batch.
     *
     * @param from place of its first passage among all
     */
    List<float[]> of(List<Passage> batch, int from) throws IOException {
        int known = Math.max(0, Math.min(before - from, batch.size()));
        if (known == batch.size()) {
            return read(from, known);
        }
        List<float[]> vectors =
                embedder.embedAll(batch.stream().map(Passage::text).toList());
        keep(vectors, from);
        return vectors;
    }

    private int bytes() {
        return length * Float.BYTES;
    }

    private List<float[]> read(int from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count * bytes());
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, (long) from * bytes() + bytes.position());
        }
        bytes.flip();
        return Stream.generate(() -> vector(bytes)).limit(count).toList();
    }

    private float[] vector(ByteBuffer bytes) {
        float[] vector = new float[length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = bytes.getFloat();
        }
        return vector;
    }

    private void keep(List<float[]> vectors, int from) throws IOException {
        if (lock == null) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(vectors.size() * bytes());
        for (float[] vector : vectors) {
            for (float value : vector) {
                bytes.putFloat(value);
            }
        }
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes, (long) from * bytes() + bytes.position());
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
