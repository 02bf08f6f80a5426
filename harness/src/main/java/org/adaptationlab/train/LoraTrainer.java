package org.adaptationlab.train;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.adaptationlab.model.ChatTokenizer;

/** Stub. */
public final class LoraTrainer {
    public LoraTrainer(Path cache) {}

    public TrainedAdapter adapter(TrainingPlan plan, Supplier<ChatTokenizer> tokenizer, TrainingListener listener) {
        throw new IllegalStateException("stub");
    }
}
