package org.adaptationlab.run.adapter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.AdapterOrigin;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainerAnswer;
import org.adaptationlab.train.TrainerAnswerFile;
import org.adaptationlab.train.job.TrainingLog;
import org.jspecify.annotations.Nullable;

/**
 * The adapter of a measured mode, at hand to be served.
 *
 * @param digest SHA-256 of its file, or what the server says of its model
 * @param log how it was trained, null where the run did not ask for a training
 * @param losses mean loss of each epoch where the harness trained it, now or ever; else empty
 * @param reused whether it was there before the run
 * @param answers what its trainer says to training examples, none where that is not known
 */
public record ReadyAdapter(
        AdapterRef ref,
        String digest,
        @Nullable TrainingLog log,
        List<Double> losses,
        boolean reused,
        List<TrainerAnswer> answers) {

    public ReadyAdapter {
        losses = List.copyOf(losses);
        answers = List.copyOf(answers);
    }

    /** An adapter that was trained here: as PEFT's folder for a runtime that takes that, else as a GGUF file. */
    public static ReadyAdapter of(TrainedAdapter trained, ModelRuntime runtime) {
        return new ReadyAdapter(
                runtime.takesPeft()
                        ? new AdapterRef.PeftFolder(trained.peftFolder())
                        : new AdapterRef.Weights(Objects.requireNonNull(trained.file())),
                trained.digest(),
                trained.log(),
                trained.log().losses(),
                trained.reused(),
                trained.answers());
    }

    /** An adapter file made elsewhere. */
    public static ReadyAdapter of(Path file) {
        try {
            List<Double> losses =
                    AdapterOrigin.of(file).map(AdapterOrigin::losses).orElse(List.of());
            return new ReadyAdapter(
                    new AdapterRef.Weights(file),
                    Sha256.ofFile(file),
                    null,
                    losses,
                    true,
                    TrainerAnswerFile.ofAdapter(file));
        } catch (IOException e) {
            throw new LabDefinitionException(file + ": the adapter cannot be read (" + IoReason.of(e) + ")", e);
        }
    }

    /** An adapter that PEFT saved, for a runtime that takes it as it is. */
    public static ReadyAdapter of(PeftAdapter adapter, Path folder) {
        return new ReadyAdapter(
                new AdapterRef.PeftFolder(folder),
                adapter.digest(),
                null,
                List.of(),
                true,
                TrainerAnswerFile.ofAdapter(folder));
    }

    /** The same with what its trainer says to training examples. */
    public ReadyAdapter answering(List<TrainerAnswer> said) {
        return new ReadyAdapter(ref, digest, log, losses, reused, said);
    }

    /** An adapter that is part of a model of the runtime's server. */
    public static ReadyAdapter of(String modelName, ModelRuntime runtime) {
        String digest = runtime.find(modelName)
                .orElseThrow(() -> new PrerequisiteException("the " + runtime.name() + " server has no model \""
                        + modelName + "\", which the lab names as an adapter; make it there, or name another"))
                .digest();
        return new ReadyAdapter(new AdapterRef.Served(modelName), digest, null, List.of(), true, List.of());
    }
}
