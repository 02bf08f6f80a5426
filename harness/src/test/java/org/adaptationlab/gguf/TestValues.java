package org.adaptationlab.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;

/** Numbers for tensors of tests. */
final class TestValues {

    private TestValues() {}

    /** As half precision keeps them. */
    static float[] halves(float[] values) {
        float[] halves = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            halves[i] = HalfFloat.toFloat(HalfFloat.ofFloat(values[i]));
        }
        return halves;
    }

    /** Normally distributed, always the same. */
    static float[] random(int count, float deviation) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    /** A tensor as it lies in its file. */
    static byte[] bytes(GgufFile file, String tensor) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.copy(tensor, out);
        return out.toByteArray();
    }
}
