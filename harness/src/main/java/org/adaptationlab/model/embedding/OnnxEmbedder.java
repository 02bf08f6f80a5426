package org.adaptationlab.model.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.EmbedderSpec.OnnxFile;
import org.adaptationlab.lab.EmbedderSpec.Pooling;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * Embeds by an ONNX model and a tokenizer of the user's own, in this process, one text at a time and one thread for each.
 * Longer texts than the model takes at once are averaged over their parts, weighted by their tokens.
 */
public final class OnnxEmbedder implements TextEmbedder {

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    private final String name;
    private final Supplier<OnnxFile> file;
    private @Nullable Loaded loaded;

    /**
     * A loaded model.
     *
     * @param before tokens before every text
     * @param after tokens after every text
     */
    private record Loaded(
            OnnxFile spec,
            String digest,
            int length,
            OrtEnvironment environment,
            OrtSession session,
            HuggingFaceTokenizer tokenizer,
            long[] before,
            long[] after) {}

    public OnnxEmbedder(OnnxFile spec) {
        this(String.valueOf(spec.model().getFileName()), () -> spec);
    }

    /** @param file brings model and tokenizer to this machine; asked before the first text, until it succeeds */
    OnnxEmbedder(String name, Supplier<OnnxFile> file) {
        this.name = name;
        this.file = file;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String digest() {
        return loaded().digest();
    }

    @Override
    public int length() {
        return loaded().length();
    }

    @Override
    public List<float[]> embedAll(List<String> texts) {
        return texts.parallelStream().map(this::embed).toList();
    }

    @Override
    public float[] embed(String text) {
        Loaded model = loaded();
        return vector(model, model.spec().prefixes().passage() + text);
    }

    @Override
    public float[] embedQuery(String text) {
        Loaded model = loaded();
        return vector(model, model.spec().prefixes().query() + text);
    }

    @Override
    public synchronized Optional<Known> known() {
        return Optional.ofNullable(loaded).map(model -> new Known(name(), model.digest(), model.length()));
    }

    private synchronized Loaded loaded() {
        if (loaded == null) {
            OnnxFile spec = file.get();
            try {
                loaded = load(spec);
            } catch (OrtException | IOException | RuntimeException | LinkageError e) {
                throw new PrerequisiteException(
                        "the embedder " + spec.model() + " with " + spec.tokenizer() + " cannot be used: " + e
                                + "; it must be an ONNX model that takes " + IDS + " and " + MASK
                                + " and gives a vector for each token or for the text, and the tokenizer.json of the"
                                + " same model",
                        e);
            }
        }
        return loaded;
    }

    private static Loaded load(OnnxFile spec) throws OrtException, IOException {
        OrtEnvironment environment = Onnx.environment();
        try (OrtSession.SessionOptions options = Onnx.options()) {
            OrtSession session = environment.createSession(spec.model().toString(), options);
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                    spec.tokenizer(), Map.of("truncation", "false", "padding", "false"));
            long[] around = tokenizer.encode("", true, false).getIds();
            Loaded model = new Loaded(
                    spec,
                    digest(spec),
                    0,
                    environment,
                    session,
                    tokenizer,
                    Arrays.copyOfRange(around, 0, around.length / 2),
                    Arrays.copyOfRange(around, around.length / 2, around.length));
            int length = vector(model, "a").length;
            return new Loaded(
                    spec, model.digest(), length, environment, session, tokenizer, model.before(), model.after());
        }
    }

    private static String digest(OnnxFile spec) throws IOException {
        return new Sha256()
                .field(Sha256.ofFile(spec.model()))
                .field(Sha256.ofFile(spec.tokenizer()))
                .field(spec.pooling().word())
                .field(String.valueOf(spec.maxTokens()))
                .field(spec.prefixes().query())
                .field(spec.prefixes().passage())
                .hex();
    }

    private static float[] vector(Loaded model, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a blank text has no vector");
        }
        long[] ids = model.tokenizer().encode(text, false, false).getIds();
        int most = model.spec().maxTokens() - model.before().length - model.after().length;
        float[] sum = new float[0];
        for (int from = 0; (from == 0) || (from < ids.length); from += most) {
            long[] part = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + most));
            float[] vector = Vectors.unit(ofTokens(model, part));
            sum = sum.length == 0 ? new float[vector.length] : sum;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i] * Math.max(1, part.length);
            }
        }
        return Vectors.unit(sum);
    }

    private static float[] ofTokens(Loaded model, long[] tokens) {
        long[] ids = LongStream.concat(
                        LongStream.concat(Arrays.stream(model.before()), Arrays.stream(tokens)),
                        Arrays.stream(model.after()))
                .toArray();
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        Map<String, long[]> given = Map.of(IDS, ids, MASK, ones, TYPES, new long[ids.length]);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        List<OnnxTensor> open = new ArrayList<>();
        try {
            for (String input : model.session().getInputNames()) {
                long[] values = given.get(input);
                if (values == null) {
                    throw new IllegalArgumentException("the model wants an input \"" + input + "\"");
                }
                OnnxTensor tensor = OnnxTensor.createTensor(model.environment(), new long[][] {values});
                open.add(tensor);
                inputs.put(input, tensor);
            }
            try (OrtSession.Result result = model.session().run(inputs)) {
                return pooled(model.spec().pooling(), result.get(0).getValue());
            }
        } catch (OrtException e) {
            throw new PrerequisiteException(
                    model.spec().model() + " cannot embed a text of " + ids.length + " tokens: " + e.getMessage()
                            + "; lower max-tokens in the lab file's embedder",
                    e);
        } finally {
            open.forEach(OnnxTensor::close);
        }
    }

    private static float[] pooled(Pooling pooling, Object output) {
        if (output instanceof float[][] texts) {
            return texts[0].clone(); // the model pools by itself
        }
        if (!(output instanceof float[][][] texts)) {
            throw new IllegalArgumentException("the model's first output is no matrix of floats");
        }
        float[][] tokens = texts[0];
        if (pooling != Pooling.MEAN) {
            return tokens[pooling == Pooling.CLS ? 0 : tokens.length - 1].clone();
        }
        double[] sum = new double[tokens[0].length];
        for (float[] token : tokens) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += token[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / tokens.length);
        }
        return mean;
    }
}
