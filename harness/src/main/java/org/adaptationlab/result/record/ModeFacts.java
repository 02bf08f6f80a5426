package org.adaptationlab.result.record;

import com.fasterxml.jackson.databind.JsonNode;
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
 * @param delivery how its adapter reached the server: {@code applied}, {@code merged} or {@code named}; null where it has
 *     none, or an earlier version did not say
 * @param request the body of its first measured request as it was sent; null where nothing was sent
 */
public record ModeFacts(
        ModeIdentity mode,
        boolean control,
        @Nullable Double adaptSeconds,
        boolean adaptReused,
        @Nullable Double loadSeconds,
        @Nullable Long peakRssMb,
        int serverRestarts,
        @Nullable String note,
        @Nullable String delivery,
        @Nullable JsonNode request) {

    /** A mode of which nothing is known of how its server was asked. */
    public ModeFacts(
            ModeIdentity mode,
            boolean control,
            @Nullable Double adaptSeconds,
            boolean adaptReused,
            @Nullable Double loadSeconds,
            @Nullable Long peakRssMb,
            int serverRestarts,
            @Nullable String note) {
        this(mode, control, adaptSeconds, adaptReused, loadSeconds, peakRssMb, serverRestarts, note, null, null);
    }

    /** The same as it is known before anything is asked. */
    public ModeFacts withoutRequest() {
        return new ModeFacts(
                mode, control, adaptSeconds, adaptReused, loadSeconds, peakRssMb, serverRestarts, note, delivery, null);
    }

    public ModeFacts {
        request = request == null || request.isNull() ? null : request;
        Objects.requireNonNull(mode, "mode");
    }
}
