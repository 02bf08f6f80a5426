package org.adaptationlab.train;

import org.adaptationlab.file.Sha256;
import org.adaptationlab.model.ChatMessage;

/** The digest of everything that determines an adapter; its name in the cache. */
final class AdapterKey {

    private AdapterKey() {}

    /** @param trainer who trains it, with what may change its adapters */
    static String of(TrainingPlan plan, String trainer) {
        return new Sha256()
                .field(trainer)
                .field(plan.hub() == null ? "" : plan.hub().toString())
                .field(plan.base().weightsDigest())
                .field(examples(plan))
                .field(plan.settings().epochs() + " " + plan.settings().rank() + " "
                        + plan.settings().alpha() + " " + plan.settings().learningRate() + " "
                        + plan.settings().batchSize() + " " + plan.settings().promptLoss())
                .field(Long.toString(plan.seed()))
                .field(positions(plan))
                .hex();
    }

    /** Which rotary factors it is trained with, where there is a choice: another context with the same ones is the same adapter. */
    private static String positions(TrainingPlan plan) {
        return (plan.hub() == null) && LongPositions.apply(plan.base(), plan.contextTokens()) ? "long" : "";
    }

    /** Of the rendered examples alone. */
    static String examples(TrainingPlan plan) {
        Sha256 digest = new Sha256();
        for (TrainingExample example : plan.examples()) {
            digest.field(Integer.toString(example.messages().size()));
            for (ChatMessage message : example.messages()) {
                digest.field(message.role().word()).field(message.text());
            }
            digest.field(example.target());
        }
        return digest.hex();
    }
}
