package org.adaptationlab.train.encoder;

import static org.adaptationlab.model.embedding.BuiltInEncoder.HEADS;
import static org.adaptationlab.model.embedding.BuiltInEncoder.INNER;
import static org.adaptationlab.model.embedding.BuiltInEncoder.LAYERS;
import static org.adaptationlab.model.embedding.BuiltInEncoder.MAX_TOKENS;
import static org.adaptationlab.model.embedding.BuiltInEncoder.WIDTH;

import org.adaptationlab.problem.PrerequisiteException;

/**
 * Memory that a fine-tuning will take, in bytes.
 *
 * @param heap Java objects: the model's file, trained values, gradients and the optimiser's state
 * @param direct Java buffers on their way to libtorch
 * @param arrays weights, and what a pack of the longest texts leaves behind for the backward pass
 */
record EncoderMemory(long heap, long direct, long arrays) {

    private static final long MB = 1 << 20;
    private static final long LIBRARIES = 300 * MB;
    private static final long LAYER = 4L * WIDTH * WIDTH + 2L * WIDTH * INNER;

    /** Word vectors, the file as it is, and what is written, with the copies that are made on the way. */
    private static final long MODEL = 576 * MB;

    static EncoderMemory of(EncoderPlan plan) {
        long trained = plan.tuning().layers() * LAYER + (long) plan.classes().size() * WIDTH;
        long perPlace = 12L * WIDTH + 4L * INNER + 4L * HEADS * MAX_TOKENS;
        long kept = (plan.tuning().layers() + 2L) * EncoderBatch.MAX_PLACES * perPlace;
        return new EncoderMemory(
                MODEL + 7 * trained * Float.BYTES,
                64 * MB + trained * Float.BYTES,
                (LAYERS * LAYER + 2 * trained + kept) * Float.BYTES);
    }

    long total() {
        return heap + direct + arrays + LIBRARIES;
    }

    /** For people. */
    String words() {
        return "up to " + total() / MB + " MiB of memory";
    }

    /** Refuses a training for which {@code available} bytes are too few. */
    void requireWithin(long available) {
        if (total() > available) {
            throw new PrerequisiteException("fine-tuning the text encoder needs " + words() + ", " + available / MB
                    + " MiB are available; close other programs, or train fewer layers");
        }
    }
}
