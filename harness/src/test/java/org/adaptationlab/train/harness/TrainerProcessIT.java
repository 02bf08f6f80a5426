package org.adaptationlab.train.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.process.ChildJvm;
import org.adaptationlab.train.job.TaskResult;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.Trainer;
import org.adaptationlab.train.job.TrainerJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts the training process by itself; needs libtorch and no network. */
@Timeout(120)
class TrainerProcessIT {

    private static final TrainingSettings ENDLESS = new TrainingSettings(1, 100_000, 4, 8, 1e-3, 2, 0);

    @Test
    void endsWhenItsParentIsGone(@TempDir Path folder) throws IOException, InterruptedException {
        Path model = folder.resolve("tiny.gguf");
        TinyLlama.write(model);
        TokenSequence sequence = new TokenSequence(new int[] {5, 6}, new int[] {7, TinyLlama.END});
        TrainerJob.Task task = new TrainerJob.Task(folder.toString(), List.of(sequence), ENDLESS, 1, 0);
        Path jobFile = folder.resolve("job.json");
        new ObjectMapper().writeValue(jobFile.toFile(), new TrainerJob(model.toString(), null, 512, List.of(task)));
        Process process = ChildJvm.of(TrainerProcess.class, List.of("-Dai.djl.offline=true"), jobFile.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.inputReader().readLine()).startsWith("{\"step\":");
        process.getOutputStream().close();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve(Trainer.GGUF)).doesNotExist();
    }

    @Test
    void aLongExampleIsTrainedWithinTheMemoryThatIsPromised(@TempDir Path folder) throws IOException {
        int tokens = 6_000;
        GgufFile base = TinyLlama.write(folder.resolve("tiny.gguf"), tokens);
        int[] prompt = new Random(1).ints(tokens - 2, 3, TinyLlama.VOCABULARY).toArray();
        TokenSequence sequence = new TokenSequence(prompt, new int[] {7, 8, TinyLlama.END});
        TrainingSettings settings = new TrainingSettings(1, 1, 4, 8, 1e-3, 1, 0.1);
        MemoryNeed need = MemoryNeed.of(DecoderShape.of(base), Precision.ofThisMachine(), settings, List.of(sequence));
        assertThat(need.heap()).as("less than a matrix of rows by rows").isLessThan(256L << 20);

        TaskResult result =
                train(base, folder, new TrainerJob.Task(folder.toString(), List.of(sequence), settings, 1, 0));
        assertThat(result.log().losses()).hasSize(1);
        assertThat(result.log().peakRssMb()).isLessThan(need.total() >> 20);
    }

    @Test
    void answersWhatItHasLearned(@TempDir Path folder) throws IOException {
        GgufFile base = TinyLlama.write(folder.resolve("tiny.gguf"));
        TokenSequence sequence = new TokenSequence(new int[] {5, 6, 9}, new int[] {7, 8, TinyLlama.END});
        TaskResult result = train(base, folder, sequence, new TrainingSettings(1, 60, 4, 8, 1e-2, 1, 0));
        assertThat(result.task()).isZero();
        assertThat(result.answers()).hasSize(1);
        assertThat(result.answers().get(0)).containsExactly(7, 8);
    }

    @Test
    void refusesAnExampleThatTheModelHasNoPositionsFor(@TempDir Path folder) throws IOException {
        GgufFile base = TinyLlama.write(folder.resolve("tiny.gguf"));
        TokenSequence sequence = new TokenSequence(new int[130], new int[] {7, TinyLlama.END});
        assertThatThrownBy(() -> train(base, folder, sequence, new TrainingSettings(1, 1, 4, 8, 1e-2, 1, 0)))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("an example has 131 tokens")
                .hasMessageContaining("at most 128 for this model");
    }

    private static TaskResult train(GgufFile base, Path folder, TokenSequence sequence, TrainingSettings settings)
            throws IOException {
        return train(base, folder, new TrainerJob.Task(folder.toString(), List.of(sequence), settings, 1, 1));
    }

    private static TaskResult train(GgufFile base, Path folder, TrainerJob.Task task) throws IOException {
        AtomicReference<TaskResult> done = new AtomicReference<>();
        TrainerJob job = new TrainerJob(base.path().toString(), null, 512, List.of(task));
        new HarnessTrainer(2).train(job, folder, (step, steps, loss) -> {}, done::set);
        assertThat(AdapterFile.open(folder.resolve(Trainer.GGUF)).architecture())
                .isEqualTo("llama");
        return Objects.requireNonNull(done.get());
    }
}
