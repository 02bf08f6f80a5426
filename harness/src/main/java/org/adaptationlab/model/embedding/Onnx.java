package org.adaptationlab.model.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** How ONNX Runtime is used here: one thread for a text, none that spins between two, nothing from the network. */
final class Onnx {

    private Onnx() {}

    static OrtEnvironment environment() {
        // The tokenizer's library asks the network where it runs unless it is told to stay offline.
        System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
        return OrtEnvironment.getEnvironment();
    }

    /** Closed by the caller, after the session is made. */
    static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }
}
