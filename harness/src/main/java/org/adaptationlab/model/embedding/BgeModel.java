package org.adaptationlab.model.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.adaptationlab.problem.PrerequisiteException;

/**
 * LangChain4j's in-process model with sessions of our own making: its ready-made class takes all processors and lets
 * their threads spin between two texts, which would slow the model under test.
 */
final class BgeModel extends AbstractInProcessEmbeddingModel {

    private final OnnxBertBiEncoder encoder;

    private BgeModel(OnnxBertBiEncoder encoder) {
        super(Runnable::run);
        this.encoder = encoder;
    }

    /** Reads the weights. */
    @FunctionalInterface
    interface Graph {

        /** The model as ONNX Runtime takes it. */
        byte[] read() throws IOException;
    }

    /**
     * Loads it.
     *
     * @param name for people
     * @param graph of bge-small-en-v1.5, with whatever weights
     */
    static BgeModel load(String name, Graph graph) {
        try (OrtSession.SessionOptions options = Onnx.options();
                InputStream tokenizer = resource(BuiltInModel.TOKENIZER)) {
            OrtEnvironment environment = Onnx.environment();
            OrtSession session = environment.createSession(graph.read(), options);
            return new BgeModel(new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.CLS));
        } catch (OrtException | IOException | RuntimeException | LinkageError e) {
            throw new PrerequisiteException(
                    "the text embedder " + name + " cannot be loaded on this machine: " + e
                            + "; labs that retrieve with \"index: lexical\" do without it",
                    e);
        }
    }

    /** A file of the model's artifact. */
    static InputStream resource(String name) {
        return Objects.requireNonNull(OnnxBertBiEncoder.class.getResourceAsStream("/" + name), name);
    }

    @Override
    protected OnnxBertBiEncoder model() {
        return encoder;
    }
}
