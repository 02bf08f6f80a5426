package org.adaptationlab.train.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.train.job.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradientStepTest {

    private static final int RANK = 3;

    @TempDir
    Path folder;

    private NDManager manager;
    private GgufFile base;
    private GradientStep step;
    private LoraParameters parameters;

    @BeforeEach
    void readModel() throws IOException {
        manager = NDManager.newBaseManager();
        base = TinyLlama.write(folder.resolve("tiny.gguf"));
        DecoderShape shape = DecoderShape.of(base);
        step = new GradientStep(DecoderWeights.read(base, shape, Precision.FLOAT32, manager), manager);
        parameters = LoraParameters.start(shape, RANK, 6, 1);
        // With B at its start of zero the gradient of A would be zero too.
        float[] noise = TinyLlama.random(new Random(3), parameters.values().length, 0.05);
        for (int i = 0; i < noise.length; i++) {
            parameters.values()[i] += noise[i];
        }
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theLossIsThatOfAPlainForwardPass() {
        ReferenceLlama reference = new ReferenceLlama(base, DecoderShape.of(base), parameters, 2);
        double expected = sequences().stream().mapToDouble(reference::loss).sum();
        assertThat(step.loss(PackedBatch.of(sequences(), PackedBatch.ANSWERS_ONLY), parameters))
                .isCloseTo(expected, within(1e-3));
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        PackedBatch batch = PackedBatch.of(sequences(), PackedBatch.ANSWERS_ONLY);
        float[] gradients = new float[parameters.values().length];
        step.lossAndGradient(batch, parameters, 1, 0, gradients);
        Random random = new Random(5);
        float[] values = parameters.values();
        for (int trial = 0; trial < 60; trial++) {
            int i = random.nextInt(values.length);
            float kept = values[i];
            float delta = 4e-3f;
            values[i] = kept + delta;
            double above = step.loss(batch, parameters);
            values[i] = kept - delta;
            double below = step.loss(batch, parameters);
            values[i] = kept;
            assertThat(gradients[i])
                    .as("value %d", i)
                    .isCloseTo((float) ((above - below) / (2 * delta)), within(0.01f + 0.02f * Math.abs(gradients[i])));
        }
        assertThat(norm(gradients)).isGreaterThan(1);
    }

    @Test
    void sharingThePrefixChangesNeitherLossNorGradients() {
        List<TokenSequence> sequences = sequences();
        assertThat(PackedBatch.of(sequences, PackedBatch.ANSWERS_ONLY).prefix()).isEqualTo(9);
        float[] shared = new float[parameters.values().length];
        double sharedLoss =
                step.lossAndGradient(PackedBatch.of(sequences, PackedBatch.ANSWERS_ONLY), parameters, 0.5, 0, shared);

        float[] packed = new float[shared.length];
        double packedLoss = step.lossAndGradient(
                PackedBatch.of(sequences, PackedBatch.ANSWERS_ONLY, 0), parameters, 0.5, 0, packed);

        float[] apart = new float[shared.length];
        double apartLoss = 0;
        for (TokenSequence sequence : sequences) {
            apartLoss += step.lossAndGradient(
                    PackedBatch.of(List.of(sequence), PackedBatch.ANSWERS_ONLY), parameters, 0.5, 0, apart);
        }
        assertThat(sharedLoss).isCloseTo(apartLoss, within(1e-3));
        assertThat(packedLoss).isCloseTo(apartLoss, within(1e-3));
        assertThat(distance(shared, apart)).isLessThan(1e-4 * norm(apart));
        assertThat(distance(packed, apart)).isLessThan(1e-4 * norm(apart));
    }

    @Test
    void aPromptThatIsLearnedCountsLikeAnAnswerTimesItsWeight() {
        int from = 9;
        float[] asPrompts = new float[parameters.values().length];
        double answers = step.lossAndGradient(PackedBatch.of(sequences(), from), parameters, 1, 0.25, asPrompts);

        List<TokenSequence> wholes = sequences().stream()
                .map(s -> new TokenSequence(
                        Arrays.copyOf(s.prompt(), from),
                        IntStream.concat(Arrays.stream(s.prompt()).skip(from), Arrays.stream(s.answer()))
                                .toArray()))
                .toList();
        float[] expected = new float[asPrompts.length];
        step.lossAndGradient(PackedBatch.of(wholes, PackedBatch.ANSWERS_ONLY), parameters, 0.25, 0, expected);
        double expectedAnswers = step.lossAndGradient(
                PackedBatch.of(sequences(), PackedBatch.ANSWERS_ONLY), parameters, 0.75, 0, expected);

        assertThat(answers).isCloseTo(expectedAnswers, within(1e-3));
        assertThat(distance(asPrompts, expected)).isLessThan(1e-4 * norm(expected));
    }

    @Test
    void anotherTokenOfOneSequenceDoesNotTouchTheLossOfAnother() {
        TokenSequence kept = new TokenSequence(new int[] {1, 5, 6, 7}, new int[] {8, TinyLlama.END});
        TokenSequence one = new TokenSequence(new int[] {1, 5, 9, 10}, new int[] {11, TinyLlama.END});
        TokenSequence other = new TokenSequence(new int[] {1, 5, 30, 31}, new int[] {32, TinyLlama.END});
        double first = step.loss(PackedBatch.of(List.of(kept, one), PackedBatch.ANSWERS_ONLY), parameters)
                - step.loss(PackedBatch.of(List.of(one), PackedBatch.ANSWERS_ONLY), parameters);
        double second = step.loss(PackedBatch.of(List.of(kept, other), PackedBatch.ANSWERS_ONLY), parameters)
                - step.loss(PackedBatch.of(List.of(other), PackedBatch.ANSWERS_ONLY), parameters);
        assertThat(first).isCloseTo(second, within(1e-3));
        assertThat(first)
                .isCloseTo(
                        step.loss(PackedBatch.of(List.of(kept), PackedBatch.ANSWERS_ONLY), parameters), within(1e-3));
    }

    @Test
    void addsToTheGradientsItIsGivenAndScalesThem() {
        PackedBatch batch = PackedBatch.of(sequences(), PackedBatch.ANSWERS_ONLY);
        float[] once = new float[parameters.values().length];
        step.lossAndGradient(batch, parameters, 1, 0, once);
        float[] twice = new float[once.length];
        step.lossAndGradient(batch, parameters, 0.5, 0, twice);
        step.lossAndGradient(batch, parameters, 0.5, 0, twice);
        assertThat(distance(once, twice)).isLessThan(1e-5 * norm(once));
    }

    private static List<TokenSequence> sequences() {
        Random random = new Random(11);
        List<TokenSequence> sequences = new ArrayList<>();
        for (int length : new int[] {12, 10, 17, 14}) {
            int[] prompt = random.ints(length, 3, TinyLlama.VOCABULARY).toArray();
            for (int i = 0; i < 9; i++) {
                prompt[i] = 3 + i;
            }
            sequences.add(new TokenSequence(prompt, new int[] {20 + length, 3 + length, TinyLlama.END}));
        }
        return sequences;
    }

    private static double norm(float[] values) {
        return distance(values, new float[values.length]);
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow(a[i] - b[i], 2);
        }
        return Math.sqrt(sum);
    }
}
