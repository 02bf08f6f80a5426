package org.adaptationlab.result.record;

import java.util.Objects;
import org.adaptationlab.lab.Technique;
import org.jspecify.annotations.Nullable;

/**
 * What tells one measured mode of a run from the others.
 *
 * @param technique a word of lab files: {@code prompt}, {@code rag}, {@code lora} or {@code classifier}
 * @param adapterDigest SHA-256 of the adapter file, or of the fine-tuned encoder's model; null where the mode has neither
 * @param adapterSeed seed that was trained with, null where there is none or it is not known
 */
public record ModeIdentity(
        String mode,
        String technique,
        @Nullable String adapterDigest,
        @Nullable Long adapterSeed) {

    public ModeIdentity {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(technique, "technique");
    }

    /** Whether it is no model that answers: it has no tokens and takes the time of a few sums. */
    public boolean isClassifier() {
        return technique.equals(Technique.CLASSIFIER.word());
    }
}
