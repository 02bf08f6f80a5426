package org.adaptationlab.model.call;

import java.util.Objects;
import org.adaptationlab.model.Generation.Finish;
import org.adaptationlab.model.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * What a server said of its answer at the end; milliseconds, null where it said nothing.
 *
 * @param loadMs loading the model
 * @param prefillMs reading the prompt
 * @param decodeMs writing the answer
 */
public record ServerReport(
        Finish finish,
        TokenUsage usage,
        @Nullable Double loadMs,
        @Nullable Double prefillMs,
        @Nullable Double decodeMs) {

    public ServerReport {
        Objects.requireNonNull(finish, "finish");
        Objects.requireNonNull(usage, "usage");
    }
}
