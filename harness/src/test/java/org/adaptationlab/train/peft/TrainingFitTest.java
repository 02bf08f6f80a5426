package org.adaptationlab.train.peft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.TrainerJob;
import org.junit.jupiter.api.Test;

class TrainingFitTest {

    private static final long GB = 1_000_000_000L;

    /** Llama 3.1 8B. */
    private static final ModelSizes EIGHT_B = new ModelSizes(32, 4096, 32, 8, 128, 14336, 128_256, false);

    @Test
    void countsTheWeightsOfALlama8B() {
        assertThat((EIGHT_B.linear() + EIGHT_B.tables()) / 1e9).isEqualTo(8.03, within(0.01));
        assertThat(EIGHT_B.adapter(16) / 1e6).as("as PEFT counts it").isEqualTo(41.9, within(0.1));
    }

    @Test
    void takesTheFirstThatFits() {
        assertThat(on(80))
                .extracting(TrainingFit::precision, TrainingFit::checkpointing)
                .containsExactly("bfloat16", false);
        assertThat(on(19))
                .extracting(TrainingFit::precision, TrainingFit::checkpointing)
                .containsExactly("bfloat16", true);
        assertThat(on(12))
                .extracting(TrainingFit::precision, TrainingFit::microBatch)
                .containsExactly("nf4", 1);
        assertThat(on(4))
                .extracting(TrainingFit::device, TrainingFit::precision)
                .containsExactly("cpu", "float32");
    }

    @Test
    void predictsAnEightB() {
        assertThat(on(80).bytes() / 1e9).isBetween(19.0, 40.0);
        assertThat(on(19).bytes() / 1e9).isBetween(17.5, 19.0);
        assertThat(on(12).bytes() / 1e9).isBetween(6.5, 9.0);
        assertThat(on(4).bytes() / 1e9).isBetween(35.0, 64.0);
        assertThat(on(19).words()).startsWith("bfloat16 on the graphics card, 1 at once, activations computed twice;");
    }

    @Test
    void withoutFourBitsTheProcessorIsNext() {
        Devices devices = new Devices(64 * GB, "card", 12 * GB, false);
        assertThat(TrainingFit.of(EIGHT_B, List.of(task(200)), devices).device())
                .isEqualTo("cpu");
    }

    @Test
    void refusesWithTheFiguresWhereNothingFits() {
        Devices devices = new Devices(8 * GB, "card", 4 * GB, true);
        assertThatThrownBy(() -> TrainingFit.of(EIGHT_B, List.of(task(200)), devices))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("nf4 on the graphics card needs")
                .hasMessageContaining("GB of 4.0 GB")
                .hasMessageContaining("float32 on the processor needs");
    }

    @Test
    void theLongestTaskDecides() {
        Devices devices = new Devices(64 * GB, "card", 80 * GB, true);
        long two =
                TrainingFit.of(EIGHT_B, List.of(task(200), task(400)), devices).bytes();
        assertThat(two)
                .isEqualTo(TrainingFit.of(EIGHT_B, List.of(task(400)), devices).bytes());
    }

    private static TrainingFit on(long cardGb) {
        return TrainingFit.of(EIGHT_B, List.of(task(200)), new Devices(64 * GB, "card", cardGb * GB, true));
    }

    private static TrainerJob.Task task(int tokens) {
        TokenSequence sequence = new TokenSequence(new int[tokens - 4], new int[4]);
        TrainingSettings settings = new TrainingSettings(4, 3, 16, 32, 2e-4, 4, 0);
        return new TrainerJob.Task("x", List.of(sequence, sequence, sequence, sequence), settings, 1, 0);
    }
}
