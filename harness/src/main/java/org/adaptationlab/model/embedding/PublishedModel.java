package org.adaptationlab.model.embedding;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;
import org.adaptationlab.dataset.PublicFile;
import org.adaptationlab.lab.EmbedderSpec.OnnxFile;
import org.adaptationlab.lab.EmbedderSpec.Pooling;
import org.adaptationlab.lab.EmbedderSpec.Prefixes;

/**
 * A model for embedding that somebody has published in ONNX.
 *
 * @param maxTokens most tokens of a text at once
 * @param prefixes what its authors ask for
 */
public record PublishedModel(
        String name, PublicFile model, PublicFile tokenizer, Pooling pooling, int maxTokens, Prefixes prefixes) {

    private static final String E5 = "https://huggingface.co/intfloat/multilingual-e5-small/resolve/"
            + "614241f622f53c4eeff9890bdc4f31cfecc418b3/onnx/";

    /**
     * multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672; licence MIT). Of the files of its repository the one in
     * 32-bit floats, whose vectors are the same on every processor.
     */
    public static final PublishedModel MULTILINGUAL_E5_SMALL = new PublishedModel(
            "multilingual-e5-small",
            new PublicFile(
                    "multilingual-e5-small.onnx",
                    URI.create(E5 + "model.onnx"),
                    470_268_510,
                    "ca456c06b3a9505ddfd9131408916dd79290368331e7d76bb621f1cba6bc8665"),
            new PublicFile(
                    "multilingual-e5-small-tokenizer.json",
                    URI.create(E5 + "tokenizer.json"),
                    17_082_730,
                    "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39"),
            Pooling.MEAN,
            512,
            new Prefixes("query: ", "passage: "));

    /**
     * An embedder whose files are fetched before its first text.
     *
     * @param files brings a file to this machine, and knows where one is that was brought
     */
    public TextEmbedder embedder(Function<PublicFile, Path> files) {
        return new OnnxEmbedder(name, () -> {
            Path words = files.apply(tokenizer); // the small file first
            return new OnnxFile(files.apply(model), words, pooling, maxTokens, prefixes);
        });
    }
}
