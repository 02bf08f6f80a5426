package org.adaptationlab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.train.AdapterOrigin;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainingLog;
import org.jspecify.annotations.Nullable;

/**
 * The adapter of an arm.
 *
 * @param log how it was trained, null where the run did not ask for a training
 * @param losses mean loss of each epoch where the harness trained it, now or ever; else empty
 * @param reused whether it was there before the run
 */
record ArmAdapter(Path file, String digest, @Nullable TrainingLog log, List<Double> losses, boolean reused) {

    ArmAdapter {
        losses = List.copyOf(losses);
    }

    static ArmAdapter of(TrainedAdapter trained) {
        return new ArmAdapter(
                trained.file(), trained.digest(), trained.log(), trained.log().losses(), trained.reused());
    }

    /** An adapter file made elsewhere. */
    static ArmAdapter of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new LabDefinitionException(
                    file + ": no such adapter file; check \"adapter: {file: …}\" in the lab file");
        }
        try {
            List<Double> losses =
                    AdapterOrigin.of(file).map(AdapterOrigin::losses).orElse(List.of());
            return new ArmAdapter(file, Sha256.ofFile(file), null, losses, true);
        } catch (IOException e) {
            throw new LabDefinitionException(file + ": the adapter cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
