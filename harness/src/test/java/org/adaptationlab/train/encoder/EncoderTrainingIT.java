package org.adaptationlab.train.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.adaptationlab.lab.EncoderTuning;
import org.adaptationlab.model.embedding.BuiltInEncoder;
import org.adaptationlab.model.embedding.OnnxEmbedder;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.junit.jupiter.api.AfterEach;
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

    @TempDir
    Path folder;

    private NDManager manager;
    private BuiltInEncoder encoder;
    private EncoderParameters parameters;
    private EncoderTraining training;
    private List<int[]> tokens;

    @BeforeEach
    void readEncoder() throws IOException {
        manager = NDManager.newBaseManager();
        encoder = BuiltInEncoder.read();
        tokens = BuiltInEncoder.tokens(TEXTS);
        parameters = new EncoderParameters(encoder, 2, 2);
        EncoderGraph graph = new EncoderGraph(encoder, parameters.first(), manager);
        training = new EncoderTraining(graph, parameters, 2, manager);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void beforeTrainingTheVectorsAreThoseOfTheEmbedder() {
        assertVectors(TextEmbedder.englishFloat());
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        Random random = new Random(5);
        float[] values = parameters.values();
        for (int i = parameters.labelsFrom(); i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        EncoderBatch batch = new EncoderBatch(tokens, LABELS);
        float[] gradients = new float[values.length];
        training.lossAndGradient(batch, 4, gradients);
        int[] steepest = random.ints(5_000, 0, values.length)
                .boxed()
                .sorted((a, b) -> Float.compare(Math.abs(gradients[b]), Math.abs(gradients[a])))
                .limit(6)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i : steepest) {
            float kept = values[i];
            float delta = 1e-2f;
            values[i] = kept + delta;
            double above = training.lossAndGradient(batch, 4, new float[values.length]);
            values[i] = kept - delta;
            double below = training.lossAndGradient(batch, 4, new float[values.length]);
            values[i] = kept;
            assertThat((above - below) / (2 * delta))
                    .as("value %d", i)
                    .isCloseTo(gradients[i], within(2e-3 + 0.05 * Math.abs(gradients[i])));
        }
    }

    @Test
    void aBatchInPartsHasTheLossAndTheGradientsOfTheWhole() {
        float[] whole = new float[parameters.values().length];
        Arrays.fill(parameters.values(), parameters.labelsFrom(), whole.length, 0.1f);
        double loss = training.lossAndGradient(new EncoderBatch(tokens, LABELS), 4, whole);
        float[] parts = new float[whole.length];
        double sum = 0;
        for (int i = 0; i < TEXTS.size(); i++) {
            EncoderBatch one = new EncoderBatch(List.of(tokens.get(i)), new int[] {LABELS[i]});
            sum += training.lossAndGradient(one, 4, parts);
        }

        assertThat(sum).isCloseTo(loss, within(1e-4));
        assertThat(parts).containsExactly(whole, within(1e-3f));
    }

    @Test
    void whatIsWrittenEmbedsAsWhatWasTrained() throws IOException {
        EncoderTuning tuning = new EncoderTuning(2, 6, 5e-4, 2, List.of(1L));
        List<Double> losses = training.run(tokens, LABELS, tuning, 1, (step, steps, loss) -> {});
        encoder.write(parameters.layers(), folder);

        assertThat(losses).hasSize(6);
        assertThat(losses.get(5)).isLessThan(losses.get(0) / 2);
        TextEmbedder written = new OnnxEmbedder(BuiltInEncoder.written(folder));
        assertVectors(written);
        TextEmbedder frozen = TextEmbedder.englishFloat();
        assertThat(cosine(written, 0, 1)).as("other labels go apart").isLessThan(cosine(frozen, 0, 1) - 0.05);
    }

    @Test
    void anEncoderIsKeptAndMadeAnewWhereItsFileIsDamaged() throws IOException {
        EncoderTrainer trainer = new EncoderTrainer(folder);
        EncoderTuning tuning = new EncoderTuning(1, 1, 1e-4, 4, List.of(1L));
        EncoderPlan plan = new EncoderPlan(TEXTS, List.of("a", "b", "a", "b"), tuning, 1);

        TunedEncoder first = trainer.encoder(plan, (step, steps, loss) -> {});
        TunedEncoder second = trainer.encoder(plan, (step, steps, loss) -> {});
        assertThat(first.reused()).isFalse();
        assertThat(second.reused()).isTrue();
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.log()).isEqualTo(first.log());

        Files.write(folder.resolve(plan.key()).resolve("model.onnx"), new byte[] {1});
        assertThat(trainer.encoder(plan, (step, steps, loss) -> {}).reused()).isFalse();
        assertThat(folder).isDirectoryNotContaining("glob:**job-*");
    }

    private void assertVectors(TextEmbedder embedder) {
        float[] vectors = training.vectors(new EncoderBatch(tokens, LABELS));
        for (int i = 0; i < TEXTS.size(); i++) {
            float[] own = Arrays.copyOfRange(vectors, i * BuiltInEncoder.WIDTH, (i + 1) * BuiltInEncoder.WIDTH);
            assertThat(own).containsExactly(embedder.embed(TEXTS.get(i)), within(1e-4f));
        }
    }

    private static double cosine(TextEmbedder embedder, int a, int b) {
        float[] one = embedder.embed(TEXTS.get(a));
        float[] other = embedder.embed(TEXTS.get(b));
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
