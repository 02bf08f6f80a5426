package org.adaptationlab.model.embedding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adaptationlab.file.Sha256;

/**
 * Vectors of one embedder in a file: a text's SHA-256 and its vector, one after the other. What another process appends
 * meanwhile is not seen; where the disk refuses, vectors are kept in memory only. Thread-safe.
 */
final class KeptVectors {

    private static final int DIGEST_BYTES = 32;

    private final Path folder;
    private final Path file;
    private final int length;
    private final Map<String, float[]> vectors = new HashMap<>();

    /**
     * Reads what there is.
     *
     * @param embedder digest of what makes the vectors
     * @param length numbers in a vector
     */
    KeptVectors(Path folder, String embedder, int length) {
        this.folder = folder;
        this.file = folder.resolve(embedder);
        this.length = length;
        read();
    }

    synchronized Optional<float[]> find(String text) {
        return Optional.ofNullable(vectors.get(Sha256.ofText(text)));
    }

    synchronized void add(List<String> texts, List<float[]> found) {
        ByteBuffer bytes = ByteBuffer.allocate(texts.size() * recordBytes());
        for (int i = 0; i < texts.size(); i++) {
            String digest = Sha256.ofText(texts.get(i));
            vectors.put(digest, found.get(i));
            bytes.put(HexFormat.of().parseHex(digest));
            for (float value : found.get(i)) {
                bytes.putFloat(value);
            }
        }
        append(bytes.flip());
    }

    private int recordBytes() {
        return DIGEST_BYTES + length * Float.BYTES;
    }

    private void read() {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            while (bytes.remaining() >= recordBytes()) { // the last may be half written
                byte[] digest = new byte[DIGEST_BYTES];
                bytes.get(digest);
                float[] vector = new float[length];
                bytes.asFloatBuffer().get(vector);
                bytes.position(bytes.position() + length * Float.BYTES);
                vectors.put(HexFormat.of().formatHex(digest), vector);
            }
        } catch (IOException e) {
            // none yet
        }
    }

    /** After the last whole record. */
    private void append(ByteBuffer bytes) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                long end = channel.size() - channel.size() % recordBytes();
                for (long at = end; lock.isValid() && bytes.hasRemaining(); ) {
                    at += channel.write(bytes, at);
                }
            }
        } catch (IOException | OverlappingFileLockException e) {
            // They are in memory; the next run asks again.
        }
    }
}
