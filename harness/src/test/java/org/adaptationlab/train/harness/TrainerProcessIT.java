package org.adaptationlab.train.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.process.ChildJvm;
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
        new ObjectMapper().writeValue(jobFile.toFile(), new TrainerJob(model.toString(), null, List.of(task)));
        Process process = ChildJvm.of(TrainerProcess.class, List.of("-Dai.djl.offline=true"), jobFile.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.inputReader().readLine()).startsWith("{\"step\":");
        process.getOutputStream().close();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve(Trainer.GGUF)).doesNotExist();
    }
}
