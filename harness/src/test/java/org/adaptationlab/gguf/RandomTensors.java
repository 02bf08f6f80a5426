package org.adaptationlab.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Random weights as they lie in files. */
public final class RandomTensors {

    /** What the scales and the minima of Q4_K are multiplied by, so that the weights are about as large as a trained model's. */
    private static final float SCALES = 3e-4f;

    private static final float MINIMA = 2e-3f;

    private RandomTensors() {}

    /**
     * A matrix of a type.
     *
     * @param deviation of its values; Q4_K has its own, about 0.075
     * @throws IllegalArgumentException for a type that is neither F16 nor Q4_K
     */
    public static byte[] matrix(TensorType type, Random random, int values, double deviation) {
        return switch (type) {
            case F16 -> halves(random, values, deviation);
            case Q4_K -> blocks(random, values / TensorType.Q4_K.blockValues());
            default -> throw new IllegalArgumentException(type + " is not made here");
        };
    }

    /** Normally distributed values. */
    public static float[] floats(Random random, int values, double mean, double deviation) {
        float[] floats = new float[values];
        for (int i = 0; i < values; i++) {
            floats[i] = (float) (mean + random.nextGaussian() * deviation);
        }
        return floats;
    }

    private static byte[] halves(Random random, int values, double deviation) {
        ByteBuffer bytes = ByteBuffer.allocate(values * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values; i++) {
            bytes.putShort(HalfFloat.ofFloat((float) (random.nextGaussian() * deviation)));
        }
        return bytes.array();
    }

    /** A block begins with its two factors as halves; every other byte may be anything. */
    private static byte[] blocks(Random random, int count) {
        int size = TensorType.Q4_K.blockBytes();
        byte[] all = new byte[count * size];
        random.nextBytes(all);
        ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putShort(i * size, HalfFloat.ofFloat(SCALES));
            bytes.putShort(i * size + Short.BYTES, HalfFloat.ofFloat(MINIMA));
        }
        return all;
    }
}
