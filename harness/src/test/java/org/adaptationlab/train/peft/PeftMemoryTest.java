package org.adaptationlab.train.peft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.TrainerJob;
import org.adaptationlab.train.peft.PeftMemory.Precision;
import org.adaptationlab.train.peft.PeftMemory.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeftMemoryTest {

    private static final double GB = 1e9;

    static final ModelSizes LLAMA_8B = new ModelSizes(32, 4096, 32, 8, 128, 14336, 128_256, false);

    @Test
    void countsTheWeightsOfLlama31With8B() {
        assertThat(LLAMA_8B.linear() + LLAMA_8B.tables()).isEqualTo(8_029_995_008L); // 8,030,261,248 with norms
        assertThat(LLAMA_8B.adapter(16)).isEqualTo(41_943_040L); // as PEFT prints for all seven matrices
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT32, 4, false, 66.7",
        "FLOAT32, 1, true, 34.4",
        "BFLOAT16, 4, false, 46.4",
        "BFLOAT16, 1, true, 17.8",
        "NF4, 1, true, 7.4"
    })
    void predictsTheGigabytesOfLlama31With8B(Precision precision, int microBatch, boolean checkpointing, double gb) {
        Way way = new Way(precision, precision != Precision.FLOAT32, microBatch, checkpointing);
        assertThat(PeftMemory.of(LLAMA_8B, List.of(task(511, 0)), way).total() / GB)
                .isCloseTo(gb, within(0.06));
    }

    @Test
    void logitsOfPromptsAreNotThereAllAtOnce() {
        Way way = new Way(Precision.BFLOAT16, true, 4, false);
        PeftMemory answers = PeftMemory.of(LLAMA_8B, List.of(task(511, 0)), way);
        PeftMemory prompts = PeftMemory.of(LLAMA_8B, List.of(task(511, 0.1)), way);
        PeftMemory longer = PeftMemory.of(LLAMA_8B, List.of(task(1022, 0.1)), way);
        assertThat(answers.logits()).isEqualTo(4 * 12 * 128_256L * 16);
        assertThat(prompts.logits()).isEqualTo(256 * 128_256L * 16).isEqualTo(longer.logits());
        assertThat(longer.activations()).isEqualTo(2 * prompts.activations());
    }

    @Test
    void theGreediestTaskDecides() {
        Way way = new Way(Precision.BFLOAT16, true, 4, false);
        assertThat(PeftMemory.of(LLAMA_8B, List.of(task(200, 0), task(400, 0)), way))
                .isEqualTo(PeftMemory.of(LLAMA_8B, List.of(task(400, 0)), way));
    }

    /** Peak resident memory of one step on SmolLM2-135M, prompts in the loss, on a processor. */
    @ParameterizedTest
    @CsvSource({"10, 3.44", "5, 2.59"})
    void isNearWhatWasMeasured(int microBatch, double measured) {
        ModelSizes sizes = new ModelSizes(30, 576, 9, 3, 64, 1536, 49_152, true);
        TrainerJob.Task task = new TrainerJob.Task(
                "folder",
                Collections.nCopies(10, new TokenSequence(new int[89], new int[3])),
                new TrainingSettings(10, 1, 8, 16, 1e-3, 10, 0.1),
                1,
                0);
        Way way = new Way(Precision.FLOAT32, false, microBatch, false);
        assertThat(PeftMemory.of(sizes, List.of(task), way).total() / GB).isCloseTo(measured, within(measured * 0.1));
    }

    /** Ten sequences of so many tokens, answers of twelve, four at a time, rank 16. */
    static TrainerJob.Task task(int tokens, double promptLoss) {
        return new TrainerJob.Task(
                "folder",
                Collections.nCopies(10, new TokenSequence(new int[tokens - 11], new int[12])),
                new TrainingSettings(10, 1, 16, 32, 2e-4, 4, promptLoss),
                1,
                0);
    }
}
