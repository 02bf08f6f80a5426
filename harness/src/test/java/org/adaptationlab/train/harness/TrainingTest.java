package org.adaptationlab.train.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {

    private static final TrainingListener SILENT = (step, steps, loss) -> {};

    @TempDir
    Path folder;

    private NDManager manager;
    private DecoderShape shape;
    private GradientStep gradientStep;

    @BeforeEach
    void readModel() throws IOException {
        manager = NDManager.newBaseManager();
        GgufFile base = TinyLlama.write(folder.resolve("tiny.gguf"));
        shape = DecoderShape.of(base);
        gradientStep = new GradientStep(DecoderWeights.read(base, shape, Precision.FLOAT32, manager), manager);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void learnsAnswersByHeart() {
        List<Double> losses = train(settings(30, 1e-2), 1, SILENT, start(1));
        assertThat(losses).hasSize(30);
        assertThat(losses.get(0)).isGreaterThan(2);
        assertThat(losses.get(29)).isLessThan(0.1);
    }

    @Test
    void theSameSeedGivesTheSameAdapterAndAnotherSeedAnother() {
        LoraParameters first = start(1);
        LoraParameters again = start(1);
        LoraParameters other = start(2);
        train(settings(3, 1e-2), 1, SILENT, first);
        train(settings(3, 1e-2), 1, SILENT, again);
        train(settings(3, 1e-2), 2, SILENT, other);
        assertThat(again.values()).containsExactly(first.values());
        assertThat(other.values()).isNotEqualTo(first.values());
    }

    @Test
    void garbageCollectionDoesNotReachIntoGradients() {
        List<Double> undisturbed = new ArrayList<>();
        train(settings(4, 1e-2), 1, (step, steps, loss) -> undisturbed.add(loss), start(1));

        List<Double> disturbed = new ArrayList<>();
        Thread collector = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                System.gc();
                // Takes over what has been freed, so that a use after the fact shows.
                ByteBuffer.allocateDirect(1 << 16).asFloatBuffer().put(0, Float.NaN);
            }
        });
        collector.start();
        try {
            train(settings(4, 1e-2), 1, (step, steps, loss) -> disturbed.add(loss), start(1));
        } finally {
            collector.interrupt();
        }
        assertThat(disturbed).isEqualTo(undisturbed);
    }

    @Test
    void stopsWhenTheLossIsNoNumberAndSaysWhatToChange() {
        LoraParameters broken = start(1);
        broken.values()[5] = Float.NaN;
        assertThatThrownBy(() -> train(settings(3, 1e-2), 1, SILENT, broken))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("step 1 of 6")
                .hasMessageContaining("lower learning-rate (now 0.01)");
    }

    @Test
    void leavesNothingBehindInNativeMemory() {
        LoraParameters parameters = start(1);
        train(settings(1, 1e-2), 1, SILENT, parameters);
        int before = manager.getManagedArrays().size();
        train(settings(2, 1e-2), 1, SILENT, parameters);
        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    private List<Double> train(
            TrainingSettings settings, long seed, TrainingListener listener, LoraParameters parameters) {
        return new Training(gradientStep, parameters, settings).run(sequences(), seed, listener);
    }

    private LoraParameters start(long seed) {
        return LoraParameters.start(shape, 4, 8, seed);
    }

    private static TrainingSettings settings(int epochs, double rate) {
        return new TrainingSettings(8, epochs, 4, 8, rate, 5, 0);
    }

    private static List<TokenSequence> sequences() {
        List<TokenSequence> sequences = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int[] prompt = {1, 3, 4, 5 + i, 20 + i, 6};
            sequences.add(new TokenSequence(prompt, new int[] {40 + i % 3, TinyLlama.END}));
        }
        return sequences;
    }
}
