package org.adaptationlab.model.embedding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.file.Sha256;

/**
 * The vector that a server gave for one text when it was asked first, in a file. Servers compute in floats, so that a later
 * one is the same only nearly.
 */
record KnownProbe(Path file) {

    /** Between two answers of one model; other models, or another quantisation of it, are further apart. */
    private static final double SAME = 0.9999;

    /** The digest of the vector that is known, or of this one where there is none or it is another model's. */
    String of(float[] probe) {
        float[] known = read();
        if (known.length == probe.length && Vectors.dot(known, probe) >= SAME) {
            return digest(known);
        }
        ByteBuffer bytes = ByteBuffer.allocate(probe.length * Float.BYTES);
        bytes.asFloatBuffer().put(probe);
        try {
            AtomicFile.write(file, out -> out.write(bytes.array()));
        } catch (IOException e) {
            // Not kept: the next run finds another digest and embeds anew.
        }
        return digest(probe);
    }

    private float[] read() {
        try {
            FloatBuffer floats = ByteBuffer.wrap(Files.readAllBytes(file)).asFloatBuffer();
            float[] vector = new float[floats.remaining()];
            floats.get(vector);
            return vector;
        } catch (IOException e) {
            return new float[0];
        }
    }

    private static String digest(float[] vector) {
        return Sha256.ofText(Arrays.toString(vector));
    }
}
