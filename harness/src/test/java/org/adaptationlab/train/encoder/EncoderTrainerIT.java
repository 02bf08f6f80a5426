package org.adaptationlab.train.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.adaptationlab.lab.EncoderTuning;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.train.job.TrainingListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trainings in a process of their own, and what is kept of them. */
class EncoderTrainerIT {

    private static final List<String> TEXTS = List.of(
            "Where is my parcel?", "I was charged twice.", "The parcel has not arrived yet", "a second payment");
    private static final List<String> LABELS = List.of("a", "b", "a", "b");
    private static final TrainingListener SILENT = (step, steps, loss) -> {};

    @TempDir
    Path folder;

    private EncoderTrainer trainer;

    @BeforeEach
    void create() {
        trainer = new EncoderTrainer(folder);
    }

    @Test
    void anEncoderIsKeptAndMadeAnewWhereAFileIsDamaged() throws IOException {
        EncoderPlan plan = plan(1, 1);
        TunedEncoder first = trainer.encoder(plan, SILENT);
        TunedEncoder second = trainer.encoder(plan, SILENT);
        assertThat(first.reused()).isFalse();
        assertThat(first.log().peakRssMb()).isLessThan(EncoderMemory.of(plan).total() >> 20);
        assertThat(second.reused()).isTrue();
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.log()).isEqualTo(first.log());

        for (String file : List.of("model.onnx", "tokenizer.json", "training.json")) {
            Files.write(folder.resolve(plan.key()).resolve(file), new byte[] {1});
            TunedEncoder again = trainer.encoder(plan, SILENT);
            assertThat(again.reused()).as(file).isFalse();
            assertThat(again.digest()).as("the same seed, byte for byte").isEqualTo(first.digest());
        }
        assertThat(trainer.encoder(plan(1, 2), SILENT).digest())
                .as("another seed")
                .isNotEqualTo(first.digest());
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aStoppedTrainingLeavesNothing() throws IOException {
        EncoderPlan endless = plan(1000, 1);
        Thread own = Thread.currentThread();
        assertThatThrownBy(() -> trainer.encoder(endless, (step, steps, loss) -> own.interrupt()))
                .isInstanceOf(RunInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(left()).containsExactly(".training.lock");
    }

    @Test
    void whatAKilledProcessLeftCountsForNothing() throws IOException {
        EncoderPlan plan = plan(1, 1);
        Path half = Files.createDirectories(folder.resolve(plan.key()));
        Files.write(half.resolve("model.onnx"), new byte[] {1, 2, 3});
        Files.write(Files.createDirectories(folder.resolve("job-7/encoder")).resolve("model.onnx"), new byte[] {1});

        assertThat(trainer.encoder(plan, SILENT).reused()).isFalse();
        assertThat(left()).containsExactly(".training.lock", plan.key());
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static EncoderPlan plan(int epochs, long seed) {
        return new EncoderPlan(TEXTS, LABELS, new EncoderTuning(1, epochs, 1e-4, 2, List.of(seed)), seed);
    }
}
