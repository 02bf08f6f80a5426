package org.adaptationlab.cli;

import java.util.List;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.train.TrainerAnswer;
import org.adaptationlab.train.TrainingManifest;
import org.adaptationlab.train.job.TrainingLog;

/** The manifest of a training that told everything. */
final class TrainedManifest {

    static final TrainerAnswer ANSWER = new TrainerAnswer(
            "train-7",
            List.of(new ChatMessage(Role.USER, "where is it?")),
            "<user> where is it?",
            "shipping",
            "ship\nping",
            12,
            9,
            true);

    static final TrainingLog LOG = new TrainingLog(
            List.of(2.0, 0.9, 0.05),
            12.4,
            345.2,
            900,
            new TrainingLog.Machine("PyTorch 2.7.1", "A card", "nf4", 2, 12_000L));

    private TrainedManifest() {}

    /** That of the adapter with this digest. */
    static TrainingManifest of(String adapterDigest) {
        return new TrainingManifest(
                "peft 1",
                "tiny",
                "base-digest",
                "org/tiny@main",
                "data-digest",
                50,
                new TrainingSettings(50, 3, 2, 4, 1e-3, 4, 0.1),
                3,
                adapterDigest,
                List.of("tokenizer 1"),
                "tokens-digest",
                LOG,
                List.of(ANSWER));
    }
}
