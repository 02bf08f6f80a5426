package org.adaptationlab.result.record;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a mode beside its answers.
 *
 * @param control whether it is there to hold others against and is no answer itself: a control, a floor, a ceiling
 * @param adaptSeconds seconds of training or indexing this mode needs (as measured when it was done, also if its result
 *     came from the cache this time); null where the technique needs none
 * @param adaptReused whether the adapter or index came from the cache
 * @param loadSeconds seconds to make the model ready, null if unknown
 * @param peakRssMb peak resident memory of the serving process in MiB, null if unknown
 * @param serverRestarts times the serving process died and was started again
 * @param note what a reader must know of this mode, such as a prompt that differs; null for nothing
 */
public record ModeFacts(
        ModeIdentity mode,
        boolean control,
        @Nullable Double adaptSeconds,
        boolean adaptReused,
        @Nullable Double loadSeconds,
        @Nullable Long peakRssMb,
        int serverRestarts,
        @Nullable String note) {

    public ModeFacts {
        Objects.requireNonNull(mode, "mode");
    }
}
