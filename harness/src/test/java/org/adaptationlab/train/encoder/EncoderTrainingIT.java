package org.adaptationlab.train.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.adaptationlab.lab.EmbedderSpec.OnnxFile;
import org.adaptationlab.lab.EmbedderSpec.Pooling;
import org.adaptationlab.lab.EmbedderSpec.Prefixes;
import org.adaptationlab.lab.EncoderTuning;
import org.adaptationlab.model.embedding.BuiltInEncoder;
import org.adaptationlab.model.embedding.OnnxEmbedder;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real encoder, whose weights are in a jar of the class path. */
class EncoderTrainingIT {

    private static final List<String> TEXTS = List.of(
            "Where is my parcel? It was sent ten days ago and nobody at the carrier can tell me.",
            "I was charged twice.",
            "The parcel has not arrived yet",
            "there is a second payment on my card statement");
    private static final int[] LABELS = {0, 1, 0, 1};
    private static final int LAYERS = 2;

    private static BuiltInEncoder encoder;

    @TempDir
    Path folder;

    private NDManager manager;
    private EncoderParameters parameters;
    private EncoderTraining training;
    private List<int[]> tokens;

    @BeforeAll
    static void readEncoder() throws IOException {
        encoder = BuiltInEncoder.read();
    }

    @BeforeEach
    void start() throws IOException {
        manager = NDManager.newBaseManager();
        tokens = BuiltInEncoder.tokens(TEXTS);
        parameters = new EncoderParameters(encoder, LAYERS, 2);
        EncoderGraph graph = new EncoderGraph(encoder, parameters.first(), manager);
        training = new EncoderTraining(graph, parameters, 2, manager);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void beforeTrainingTheVectorsAreThoseOfTheEmbedder() {
        assertThat(TEXTS)
                .allSatisfy(text ->
                        assertSame(trained(text), TextEmbedder.englishFloat().embed(text)));
    }

    @Test
    void anEncoderOfNoStepsIsTheFrozenOne() throws IOException {
        encoder.write(parameters.layers(), folder);
        TextEmbedder written = BuiltInEncoder.written(folder, "a");
        TextEmbedder frozen = TextEmbedder.englishFloat();
        List<String> texts = List.of(
                "I was charged twice.",
                "  WHERE is\tmy Parcel?\n",
                "Größe, naïve café — 配送 🚚 №7",
                "unbelievabilities antidisestablishmentarianism",
                "The parcel has not arrived yet. ".repeat(63), // 441 tokens, one part
                "One two three four five six seven. ".repeat(120)); // 960 tokens, which are averaged over parts

        assertThat(texts).allSatisfy(text -> assertSame(written.embed(text), frozen.embed(text)));
        assertThat(written.length()).isEqualTo(frozen.length());
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        float[] values = parameters.values();
        Random random = new Random(5);
        for (int i = parameters.labelsFrom(); i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        float[] gradients = new float[values.length];
        training.lossAndGradient(new EncoderBatch(tokens, LABELS), 4, gradients);
        tensors().forEach((name, place) -> {
            double slope = norm(Arrays.copyOfRange(gradients, place[0], place[1]));
            if (name.endsWith("key.bias")) {
                assertThat(slope)
                        .as("%s shifts all scores of a word alike", name)
                        .isLessThan(1e-4);
            } else {
                assertThat(slope).as(name).isGreaterThan(1e-3);
                assertThat(slopeAlong(gradients, place, slope)).as(name).isCloseTo(slope, within(0.02 * slope));
            }
        });
    }

    /** How fast the loss rises along a tensor's gradient: its length, if the gradient is right in all its values. */
    private double slopeAlong(float[] gradients, int[] place, double slope) {
        float[] values = parameters.values();
        float[] kept = values.clone();
        double step = 0.002 / slope; // the loss changes by about 0.002 each way
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            double way = side == 0 ? step / slope : -step / slope;
            for (int i = place[0]; i < place[1]; i++) {
                values[i] = (float) (kept[i] + way * gradients[i]);
            }
            losses[side] = training.lossAndGradient(new EncoderBatch(tokens, LABELS), 4, new float[values.length]);
        }
        System.arraycopy(kept, 0, values, 0, kept.length);
        return (losses[0] - losses[1]) / (2 * step);
    }

    @Test
    void aBatchInPartsHasTheLossAndTheGradientsOfTheWhole() {
        float[] whole = new float[parameters.values().length];
        Random random = new Random(6);
        for (int i = parameters.labelsFrom(); i < whole.length; i++) {
            parameters.values()[i] = (float) random.nextGaussian();
        }
        double loss = training.lossAndGradient(new EncoderBatch(tokens, LABELS), 4, whole);
        float[] difference = whole.clone();
        double sum = 0;
        for (int i = 0; i < TEXTS.size(); i++) {
            float[] part = new float[whole.length];
            sum += training.lossAndGradient(new EncoderBatch(List.of(tokens.get(i)), new int[] {LABELS[i]}), 4, part);
            for (int j = 0; j < part.length; j++) {
                difference[j] -= part[j];
            }
        }

        assertThat(sum).isCloseTo(loss, within(1e-5));
        assertThat(norm(difference)).isLessThan(1e-4 * norm(whole));
    }

    @Test
    void whatIsWrittenEmbedsAsWhatWasTrained() throws IOException {
        List<Double> losses = train(1);
        encoder.write(parameters.layers(), folder);

        assertThat(losses).hasSize(6);
        assertThat(losses.get(5)).isLessThan(losses.get(0) / 2);
        TextEmbedder written = BuiltInEncoder.written(folder, "a");
        TextEmbedder named = new OnnxEmbedder(new OnnxFile(
                folder.resolve(BuiltInEncoder.MODEL),
                folder.resolve(BuiltInEncoder.TOKENIZER),
                Pooling.CLS,
                BuiltInEncoder.MAX_TOKENS,
                Prefixes.NONE));
        assertThat(TEXTS).allSatisfy(text -> {
            assertSame(trained(text), written.embed(text));
            assertSame(trained(text), named.embed(text));
        });
        assertThat(cosine(written)).as("other labels go apart").isLessThan(cosine(TextEmbedder.englishFloat()) - 0.05);
    }

    @Test
    void theSameSeedGivesTheSameValuesAndAnotherOneOthers() throws IOException {
        train(1);
        float[] first = parameters.values().clone();
        start();
        train(1);
        assertThat(Arrays.equals(parameters.values(), first)).isTrue();
        start();
        train(2);
        assertThat(Arrays.equals(parameters.values(), first)).isFalse();
    }

    private List<Double> train(long seed) {
        EncoderTuning tuning = new EncoderTuning(LAYERS, 6, 5e-4, 2, List.of(seed));
        return training.run(tokens, LABELS, tuning, seed, (step, steps, loss) -> {});
    }

    /** Where each tensor's values are, from and to. */
    private Map<String, int[]> tensors() {
        Map<String, int[]> tensors = new LinkedHashMap<>();
        int from = 0;
        for (int layer = parameters.first(); layer < BuiltInEncoder.LAYERS; layer++) {
            for (String part : BuiltInEncoder.PARTS) {
                int to = from + (int) EncoderParameters.shape(part).size();
                tensors.put(BuiltInEncoder.name(layer, part), new int[] {from, to});
                from = to;
            }
        }
        assertThat(from).isEqualTo(parameters.labelsFrom());
        tensors.put("labels", new int[] {from, parameters.values().length});
        return tensors;
    }

    /** The vector of one of the texts, padded as in a batch. */
    private float[] trained(String text) {
        int at = TEXTS.indexOf(text) * BuiltInEncoder.WIDTH;
        float[] vectors = training.vectors(new EncoderBatch(tokens, LABELS));
        return Arrays.copyOfRange(vectors, at, at + BuiltInEncoder.WIDTH);
    }

    private static void assertSame(float[] vector, float[] expected) {
        assertThat(vector).containsExactly(expected, within(1e-5f));
    }

    private static double norm(float... values) {
        double square = 0;
        for (float value : values) {
            square += (double) value * value;
        }
        return Math.sqrt(square);
    }

    private static double cosine(TextEmbedder embedder) {
        float[] one = embedder.embed(TEXTS.get(0));
        float[] other = embedder.embed(TEXTS.get(1));
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
