package org.adaptationlab.result.record;

import java.util.List;
import java.util.Objects;
import org.adaptationlab.lab.ServerSettings;
import org.jspecify.annotations.Nullable;

/**
 * How the server of a run was asked, beside the sampling options.
 *
 * @param address of the server, without a key; null where there is none. It is none of the run's identity
 * @param notSet options that can't be set on it, in words: its own defaults counted
 * @param leftOut what it refused by name and was no part of its requests from then on, in words
 * @param settings what the user said of it
 */
public record Requests(@Nullable String address, List<String> notSet, List<String> leftOut, ServerSettings settings) {

    public Requests {
        notSet = List.copyOf(notSet);
        leftOut = List.copyOf(leftOut);
        Objects.requireNonNull(settings, "settings");
    }
}
