package org.adaptationlab.train.encoder;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.model.embedding.BuiltInEncoder;
import org.adaptationlab.process.ParentLink;
import org.adaptationlab.process.SystemMemory;
import org.adaptationlab.train.harness.NativeTraining;
import org.adaptationlab.train.job.TaskResult;
import org.adaptationlab.train.job.TrainerMessage;
import org.adaptationlab.train.job.TrainingLog;

/** The process that fine-tunes: reads an {@link EncoderJob} and writes an encoder into its folder. */
final class EncoderProcess {

    private EncoderProcess() {}

    /** Started by {@link EncoderTrainer}; the argument is the job file. */
    public static void main(String[] arguments) {
        NativeTraining.run(Path.of(arguments[0]), EncoderProcess::train);
    }

    private static void train(Path jobFile, NDManager manager, ParentLink parent) throws IOException {
        EncoderJob job = new ObjectMapper().readValue(jobFile.toFile(), EncoderJob.class);
        BuiltInEncoder encoder = BuiltInEncoder.read();
        List<int[]> tokens = BuiltInEncoder.tokens(job.texts());
        EncoderParameters parameters =
                new EncoderParameters(encoder, job.tuning().layers(), job.classes());
        EncoderGraph graph = new EncoderGraph(encoder, parameters.first(), manager);
        long start = System.nanoTime();
        List<Double> losses = new EncoderTraining(graph, parameters, job.classes(), manager)
                .run(
                        tokens,
                        job.labels().stream().mapToInt(Integer::intValue).toArray(),
                        job.tuning(),
                        job.seed(),
                        (step, steps, loss) -> parent.say(TrainerMessage.of(new TrainerMessage.Step(step, steps, loss))
                                .line()));
        double seconds = (System.nanoTime() - start) / 1e9;
        encoder.write(parameters.layers(), Path.of(job.folder()));
        long seen = tokens.stream().mapToLong(text -> text.length).sum()
                * job.tuning().epochs();
        TrainingLog.Machine machine = new TrainingLog.Machine(
                "harness, " + NativeTraining.engine(), "cpu", "float32", NativeTraining.threads(), null);
        long memory = SystemMemory.peakRssMb().orElseGet(SystemMemory::rssMb);
        TrainingLog log = new TrainingLog(losses, seconds, seen / seconds, memory, machine);
        parent.say(TrainerMessage.of(new TaskResult(0, log, List.of())).line());
    }
}
