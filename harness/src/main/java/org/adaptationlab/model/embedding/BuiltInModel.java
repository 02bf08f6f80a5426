package org.adaptationlab.model.embedding;

import java.io.IOException;
import java.io.InputStream;
import org.adaptationlab.file.Sha256;

/**
 * The built-in models. Both are bge-small-en-v1.5 with the same 8-bit weights, in the jar; they differ in what they compute in.
 *
 * <p>The first quantises what goes into every layer to 8 bits as well, by the largest value it finds there. Where two
 * processors differ in the last bit of a float, a value falls on the other side of a step, and the steps of twelve layers make
 * that a difference in the second or third digit of a vector. (The products themselves are the same everywhere: the weights
 * have 7 bits, so no instruction saturates.) The second computes in 32-bit floats throughout, so a last bit stays one.
 */
enum BuiltInModel {
    /** 8-bit arithmetic: three times as fast, and other neighbours for a few texts on another kind of processor. */
    ENGLISH("bge-small-en-v1.5-q"),
    /** Float arithmetic: on all processors the same to about 1e-7. */
    ENGLISH_FLOAT("bge-small-en-v1.5-q-float");

    /** Numbers in a vector. */
    static final int LENGTH = 384;

    /** What the authors of bge ask for before short questions; passages have nothing. */
    static final String QUERY_PREFIX = "Represent this sentence for searching relevant passages: ";

    /** Of the weights' file in the jar, without its ending. */
    static final String FILE = "bge-small-en-v1.5-q";

    /** The tokenizer's file in the jar. */
    static final String TOKENIZER = FILE + "-tokenizer.json";

    /** SHA-256 of the weights. */
    private static final String DIGEST = "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4";

    private final String title;

    BuiltInModel(String title) {
        this.title = title;
    }

    /** The name of the model. */
    String title() {
        return title;
    }

    /** Of what decides its vectors. */
    String digest() {
        return this == ENGLISH
                ? DIGEST
                : new Sha256().field(DIGEST).field("float32 activations").hex();
    }

    /** The model as ONNX Runtime takes it. */
    byte[] graph() throws IOException {
        try (InputStream file = BgeModel.resource(FILE + ".onnx")) {
            byte[] weights = file.readAllBytes();
            return this == ENGLISH ? weights : FloatActivations.in(weights);
        }
    }
}
