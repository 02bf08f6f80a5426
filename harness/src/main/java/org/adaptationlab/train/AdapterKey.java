package org.adaptationlab.train;

import java.nio.file.Path;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.model.ChatMessage;

/** The digest of everything that determines an adapter; its name in the cache. */
final class AdapterKey {

    private static final String LONG_FACTORS = "rope_factors_long.weight";

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

    /** The served context where the base turns positions by it, else nothing: another context is the same adapter. */
    private static String positions(TrainingPlan plan) {
        Path base = plan.base().file();
        return plan.hub() == null
                        && base != null
                        && GgufFile.open(base).tensor(LONG_FACTORS).isPresent()
                ? Integer.toString(plan.contextTokens())
                : "";
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
