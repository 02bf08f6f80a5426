package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.gguf.AdapterWriter;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.process.ParentLink;
import org.adaptationlab.process.SystemMemory;
import org.adaptationlab.train.job.TaskResult;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.Trainer;
import org.adaptationlab.train.job.TrainerJob;
import org.adaptationlab.train.job.TrainerMessage;
import org.adaptationlab.train.job.TrainingLog;

/**
 * The process that trains: reads a {@link TrainerJob}, writes {@link TrainerMessage} lines to standard output and each
 * adapter into its task's folder.
 */
final class TrainerProcess {

    private TrainerProcess() {}

    /** Started by {@link HarnessTrainer}; the argument is the job file. */
    public static void main(String[] arguments) {
        NativeTraining.run(Path.of(arguments[0]), TrainerProcess::train);
    }

    private static void train(Path jobFile, NDManager manager, ParentLink parent) throws IOException {
        TrainerJob job = new ObjectMapper().readValue(jobFile.toFile(), TrainerJob.class);
        GgufFile base = GgufFile.open(Path.of(Objects.requireNonNull(job.base())));
        DecoderShape shape = DecoderShape.of(base);
        Precision precision = HarnessTrainer.precision(System.getenv());
        GradientStep gradients = new GradientStep(DecoderWeights.read(base, shape, precision, manager), manager);
        for (int i = 0; i < job.tasks().size(); i++) {
            parent.say(TrainerMessage.of(train(i, job.tasks().get(i), shape, gradients, parent))
                    .line());
        }
    }

    private static TaskResult train(
            int number, TrainerJob.Task task, DecoderShape shape, GradientStep gradients, ParentLink parent)
            throws IOException {
        TrainingSettings settings = task.settings();
        LoraParameters parameters = LoraParameters.start(shape, settings.rank(), settings.alpha(), task.seed());
        long start = System.nanoTime();
        List<Double> losses = new Training(gradients, parameters, settings)
                .run(
                        task.sequences(),
                        task.seed(),
                        (step, steps, loss) -> parent.say(TrainerMessage.of(new TrainerMessage.Step(step, steps, loss))
                                .line()));
        double seconds = (System.nanoTime() - start) / 1e9;
        AdapterWriter.write(
                Path.of(task.folder()).resolve(Trainer.GGUF),
                shape.architecture().gguf(),
                settings.alpha(),
                parameters.pairs());
        int asked = Math.min(task.answers(), task.sequences().size());
        List<int[]> answers =
                new GreedyAnswers(gradients, parameters).of(task.sequences().subList(0, asked));
        long tokens = task.sequences().stream().mapToLong(TokenSequence::length).sum();
        long memory = SystemMemory.peakRssMb().orElseGet(SystemMemory::rssMb); // now, at the end, it is near its peak
        TrainingLog log = new TrainingLog(losses, seconds, tokens * settings.epochs() / seconds, memory, machine());
        return new TaskResult(number, log, answers);
    }

    private static TrainingLog.Machine machine() {
        return new TrainingLog.Machine(
                "harness " + HarnessTrainer.VERSION + ", " + NativeTraining.engine(),
                "cpu",
                HarnessTrainer.precision(System.getenv()).word(),
                NativeTraining.threads(),
                null);
    }
}
