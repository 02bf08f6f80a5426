package org.adaptationlab.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.train.job.TrainingLog;

/** Notes a folder of PEFT's in a cache as the adapter of a plan on original weights, as a server's training leaves it. */
public final class TrainedOnOriginal {

    private TrainedOnOriginal() {}

    /** Writes the manifest beside a folder that is named by its key. */
    public static void note(Path peft, TrainingPlan plan) throws IOException {
        TrainingPlan served = new TrainingPlan(
                new BaseModel("served", "openai:served", null, null),
                plan.examples(),
                plan.settings(),
                plan.seed(),
                plan.contextTokens(),
                plan.trainer(),
                plan.hub());
        TrainingManifest.of(
                        new TrainingSet(served, List.of(), List.of(), "tokenizer"),
                        "peft 1",
                        PeftAdapter.open(peft).digest(),
                        new TrainingLog(List.of(1.0, 0.5), 1, 1, 1, null),
                        List.of())
                .write(TrainedAdapter.manifestOf(peft));
    }
}
