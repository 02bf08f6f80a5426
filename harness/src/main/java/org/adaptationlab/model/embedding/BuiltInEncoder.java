package org.adaptationlab.model.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The built-in English embedder as weights, in floats, and back as a model with other weights in some layers. It is a BERT
 * (Devlin et al. 2019, arXiv 1810.04805): 12 layers, each of 12 heads, 384 wide; the first token's vector is that of the text.
 */
public final class BuiltInEncoder {

    /** Blocks of attention and feed-forward. */
    public static final int LAYERS = 12;

    /** Numbers in a token's vector. */
    public static final int WIDTH = BuiltInModel.LENGTH;

    /** Heads of an attention. */
    public static final int HEADS = 12;

    /** Numbers between the two matrices of a feed-forward part. */
    public static final int INNER = 4 * WIDTH;

    /** Most tokens of a text, the two around it included. */
    public static final int MAX_TOKENS = 512;

    /** Added to a variance before its root is taken. */
    public static final double EPSILON = 1e-12;

    /** The tensors of a layer, in the order of their use, behind {@code encoder.layer.N.}. */
    public static final List<String> PARTS = List.of(
            "attention.self.query.weight",
            "attention.self.query.bias",
            "attention.self.key.weight",
            "attention.self.key.bias",
            "attention.self.value.weight",
            "attention.self.value.bias",
            "attention.output.dense.weight",
            "attention.output.dense.bias",
            "attention.output.LayerNorm.weight",
            "attention.output.LayerNorm.bias",
            "intermediate.dense.weight",
            "intermediate.dense.bias",
            "output.dense.weight",
            "output.dense.bias",
            "output.LayerNorm.weight",
            "output.LayerNorm.bias");

    private static final int NODE_NAME = 3;
    /** The file of a model that is written. */
    public static final String MODEL = "model.onnx";

    /** The file of its tokenizer. */
    public static final String TOKENIZER = "tokenizer.json";

    private static final String PRODUCT = "/MatMul_quant";
    private static final String QUANTIZED = "_quantized";

    private final byte[] model;
    private final OnnxTensors tensors;
    private final Map<String, String> matrices = new HashMap<>();

    private BuiltInEncoder(byte[] model) {
        this.model = model;
        this.tensors = new OnnxTensors(model);
        ProtoMessage.read(ByteBuffer.wrap(model), field -> {
            if (field.number() == OnnxTensors.GRAPH) {
                ProtoMessage.read(field.value(), part -> {
                    if (part.number() == OnnxTensors.GRAPH_NODE) {
                        findMatrix(part.value());
                    }
                });
            }
        });
    }

    /**
     * Reads it from the class path.
     *
     * @throws IOException when it cannot be read
     */
    public static BuiltInEncoder read() throws IOException {
        return new BuiltInEncoder(BuiltInModel.ENGLISH.graph());
    }

    /** Digest of its weights. */
    public static String digest() {
        return BuiltInModel.ENGLISH_FLOAT.digest();
    }

    /** Matrices have names of the exporter's; the nodes that multiply by them have those of the layers. */
    private void findMatrix(ByteBuffer node) {
        String[] found = {"", ""};
        ProtoMessage.read(node, field -> {
            if (field.number() == NODE_NAME) {
                found[0] = field.text();
            } else if (field.number() == OnnxTensors.NODE_INPUT && field.text().endsWith(QUANTIZED)) {
                found[1] = field.text();
            }
        });
        if (found[0].endsWith(PRODUCT)) {
            String layer = found[0].substring(1, found[0].length() - PRODUCT.length());
            matrices.put(
                    layer.replace('/', '.') + ".weight", found[1].substring(0, found[1].length() - QUANTIZED.length()));
        }
    }

    /** The name of a layer's tensor, from 0 on. */
    public static String name(int layer, String part) {
        return "encoder.layer." + layer + "." + part;
    }

    /**
     * The values of a tensor, {@code [inputs, outputs]} row by row where it is a matrix.
     *
     * @param name as BERT's authors have it, such as {@code embeddings.word_embeddings.weight} or {@link #name}
     * @throws IllegalArgumentException where it has none of this name
     */
    public float[] weights(String name) {
        String matrix = matrices.get(name);
        if (matrix != null) {
            return tensors.dequantised(matrix);
        }
        return name.endsWith("_embeddings.weight") ? tensors.dequantised(name) : tensors.values(name);
    }

    /**
     * The tokens of texts with those around them, at most {@link #MAX_TOKENS} of each.
     *
     * @throws IOException when the tokenizer cannot be loaded
     */
    public static List<int[]> tokens(List<String> texts) throws IOException {
        Onnx.environment(); // offline
        try (InputStream file = BgeModel.resource(BuiltInModel.TOKENIZER);
                HuggingFaceTokenizer tokenizer =
                        HuggingFaceTokenizer.newInstance(file, Map.of("truncation", "false", "padding", "false"))) {
            return texts.stream()
                    .map(text -> tokenizer.encode(text, true, false).getIds())
                    .map(BuiltInEncoder::cut)
                    .toList();
        }
    }

    /** The end token stays. */
    private static int[] cut(long[] ids) {
        int[] tokens = Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
        int[] cut = Arrays.copyOf(tokens, Math.min(tokens.length, MAX_TOKENS));
        cut[cut.length - 1] = tokens[tokens.length - 1];
        return cut;
    }

    /**
     * Writes a model that computes in floats, with other values for some tensors, and its tokenizer.
     *
     * @param changed values by the names that {@link #weights} takes
     * @param folder takes both files
     * @throws IOException when the folder cannot be written to
     */
    public void write(Map<String, float[]> changed, Path folder) throws IOException {
        Map<String, float[]> raw = new HashMap<>();
        changed.forEach((name, values) -> {
            String matrix = matrices.get(name);
            if (matrix == null) {
                raw.put(name, values);
            } else {
                float[] ones = new float[tensors.values(matrix + "_scale").length];
                Arrays.fill(ones, 1);
                raw.put(matrix + "_scale", ones);
                raw.put(matrix + QUANTIZED, values);
            }
        });
        Files.write(folder.resolve(MODEL), FloatActivations.in(model, raw));
        try (InputStream tokenizer = BgeModel.resource(BuiltInModel.TOKENIZER)) {
            Files.write(folder.resolve(TOKENIZER), tokenizer.readAllBytes());
        }
    }

    /**
     * Embeds by the model that {@link #write} has written, in all else as the built-in embedder: tokens, parts of long texts,
     * pooling, length 1.
     *
     * @param digest SHA-256 of the model's file
     */
    public static TextEmbedder written(Path folder, String digest) {
        return new BuiltInEmbedder(
                BuiltInModel.FILE + ", fine-tuned", digest, () -> Files.readAllBytes(folder.resolve(MODEL)));
    }
}
