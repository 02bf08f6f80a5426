package org.adaptationlab.train.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.job.TokenSequence;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {

    /** SmolLM2-135M. */
    private static final DecoderShape SHAPE = new DecoderShape(
            Architecture.LLAMA, 30, 576, 9, 3, 64, 1536, 49_152, 8192, 1e-5, new Positions(rope(), rope(), 0, 0), true);

    @Test
    void countsTheWeights() {
        assertThat(need(80).weights()).isEqualTo(134_515_008L * 4);
    }

    /** Measured: 2,200 MiB for the training that this describes. */
    @Test
    void isALittleAboveWhatWasMeasured() {
        assertThat(need(80).total() >> 20).isBetween(2_200L, 3_400L);
    }

    @Test
    void growsNoFurtherWhenABatchIsDividedIntoPacks() {
        TrainingSettings large = new TrainingSettings(50, 8, 8, 16, 1e-3, 50, 0);
        TrainingSettings larger = new TrainingSettings(50, 8, 8, 16, 1e-3, 500, 0);
        assertThat(MemoryNeed.of(SHAPE, Precision.FLOAT32, larger, sequences(80))
                                .activations()
                        - MemoryNeed.of(SHAPE, Precision.FLOAT32, large, sequences(80))
                                .activations())
                .isLessThan(800L << 20);
        assertThat(need(4_000).activations()).isGreaterThan(3 * need(80).activations());
    }

    @Test
    void countsTheLossesOfPromptsWhereTheyAreLearned() {
        TrainingSettings settings = new TrainingSettings(50, 8, 8, 16, 1e-3, 5, 0.1);
        TrainingSettings answersOnly = new TrainingSettings(50, 8, 8, 16, 1e-3, 5, 0);
        assertThat(MemoryNeed.of(SHAPE, Precision.FLOAT32, settings, sequences(80))
                                .activations()
                        - MemoryNeed.of(SHAPE, Precision.FLOAT32, answersOnly, sequences(80))
                                .activations())
                .isGreaterThan(200L << 20);
    }

    /** A matrix of rows by rows would be 256 MiB. */
    @Test
    void aLongExampleTakesMemoryOfLibtorchOnly() {
        assertThat(need(8_000).heap() - need(80).heap()).isLessThan(16L << 20);
        assertThat(need(8_000).direct() - need(80).direct()).isLessThan(16L << 20);
        assertThat(need(8_000).activations()).isGreaterThan(30L * 9 * 8_000 * 8_000 * 4);
    }

    @Test
    void countsTheLossesOfAPromptThatIsLongerThanAPack() {
        TrainingSettings prompts = new TrainingSettings(50, 8, 8, 16, 1e-3, 5, 0.1);
        TrainingSettings answersOnly = new TrainingSettings(50, 8, 8, 16, 1e-3, 5, 0);
        assertThat(MemoryNeed.of(SHAPE, Precision.FLOAT32, prompts, sequences(4_000))
                                .activations()
                        - MemoryNeed.of(SHAPE, Precision.FLOAT32, answersOnly, sequences(4_000))
                                .activations())
                .isGreaterThan(3_900L * 49_152 * 4 * 4);
    }

    @Test
    void refusesWhatDoesNotFitAndSaysHowMuchIsMissing() {
        MemoryNeed need = need(80);
        assertThatCode(() -> need.requireWithin(need.total())).doesNotThrowAnyException();
        assertThatThrownBy(() -> need.requireWithin(1L << 30))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("training needs about " + (need.total() >> 20) + " MiB")
                .hasMessageContaining("1024 MiB are available");
    }

    private static Rope rope() {
        return new Rope(Rope.Pairs.NEIGHBOURS, 64, 100_000, new double[32], 1);
    }

    private static MemoryNeed need(int tokens) {
        return MemoryNeed.of(
                SHAPE, Precision.FLOAT32, new TrainingSettings(50, 8, 8, 16, 1e-3, 10, 0), sequences(tokens));
    }

    private static List<TokenSequence> sequences(int tokens) {
        return Collections.nCopies(50, new TokenSequence(new int[tokens - 4], new int[4]));
    }
}
