package org.adaptationlab.train.encoder;

import java.nio.file.Path;
import org.adaptationlab.model.embedding.BuiltInEncoder;
import org.adaptationlab.model.embedding.OnnxEmbedder;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.train.job.TrainingLog;

/**
 * A fine-tuned encoder in files: an ONNX model and its tokenizer.
 *
 * @param folder that holds both
 * @param digest SHA-256 of the model
 * @param log how its training went
 * @param reused whether it was there before
 */
public record TunedEncoder(Path folder, String digest, TrainingLog log, boolean reused) {

    /** What embeds by it. */
    public TextEmbedder embedder() {
        return new OnnxEmbedder(BuiltInEncoder.written(folder));
    }
}
