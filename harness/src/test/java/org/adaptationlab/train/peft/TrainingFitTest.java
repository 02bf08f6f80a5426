package org.adaptationlab.train.peft;

import static org.adaptationlab.train.peft.PeftMemoryTest.LLAMA_8B;
import static org.adaptationlab.train.peft.PeftMemoryTest.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.peft.PeftMemory.Precision;
import org.adaptationlab.train.peft.PeftMemory.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingFitTest {

    private static final long GB = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "80, 100, BFLOAT16, true, false",
        "24, 100, BFLOAT16, true, true",
        "12, 100, NF4, true, true",
        "4, 100, FLOAT32, false, false",
        "4, 40, FLOAT32, false, true"
    })
    void takesTheFirstWayThatFits(int card, int free, Precision precision, boolean onCard, boolean checkpointing) {
        TrainingFit fit = on(new Devices(free * GB, "card", card * GB, true, 0, 0));
        assertThat(fit.way()).isEqualTo(new Way(precision, onCard, checkpointing ? 1 : 4, checkpointing));
        assertThat(fit.options())
                .containsSequence("--device", onCard ? "cuda" : "cpu", "--precision", precision.word())
                .containsSequence("--micro-batch", checkpointing ? "1" : "4")
                .endsWith(checkpointing ? "--checkpointing" : "--no-checkpointing");
    }

    @Test
    void withoutFourBitsTheProcessorIsNext() {
        assertThat(on(new Devices(100 * GB, "card", 12 * GB, false, 0, 0)).way().onCard())
                .isFalse();
    }

    @Test
    void refusesWithTheFiguresWhereNothingFits() {
        assertThatThrownBy(() -> on(new Devices(16 * GB, "card", 4 * GB, true, 0, 0)))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("nf4 on the graphics card needs 7.4 GB of 4.0 GB")
                .hasMessageContaining("float32 on the processor needs 34.4 GB of 16.0 GB");
    }

    @Test
    void saysWhatATrainingOfAn8BTakesBeforeItStarts() {
        assertThat(on(new Devices(GB, "card", 24 * GB, true, 1e11, 1e14)).words())
                .isEqualTo(
                        "bfloat16 on the graphics card, 1 at once, activations computed twice; predicted memory 17.8 GB"
                                + " of 24.0 GB (weights 16.1, activations and logits 0.5), time about 4 s");
        assertThat(on(new Devices(40 * GB, "", 0, false, 1e11, 0)).words()).endsWith("time about 60 min");
        assertThat(on(new Devices(40 * GB, "", 0, false, 0, 0)).words())
                .doesNotContain("time")
                .endsWith(")");
    }

    @Test
    void timeGrowsWithWhatIsMultiplied() {
        Way once = new Way(Precision.BFLOAT16, true, 4, false);
        Way twice = new Way(Precision.BFLOAT16, true, 1, true);
        double kept = TrainingTime.seconds(LLAMA_8B, List.of(task(511, 0)), once, 1e14);
        assertThat(TrainingTime.seconds(LLAMA_8B, List.of(task(511, 0)), twice, 1e14) / kept)
                .as("forward, backward, and forward again")
                .isCloseTo(1.5, within(0.01));
        assertThat(TrainingTime.seconds(LLAMA_8B, List.of(task(511, 0), task(511, 0)), once, 1e14) / kept)
                .isCloseTo(2, within(1e-9));
        assertThat(TrainingTime.seconds(LLAMA_8B, List.of(task(511, 0.1)), once, 1e14) / kept)
                .as("logits of prompts")
                .isBetween(1.1, 1.2);
    }

    private static TrainingFit on(Devices devices) {
        return TrainingFit.of(LLAMA_8B, List.of(task(511, 0)), devices);
    }
}
