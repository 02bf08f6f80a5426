package org.adaptationlab.lab;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A mode whose settings are chosen by {@code lab tune}.
 *
 * @param name of the mode
 * @param settings it has in the lab file, as a candidate writes them where one has the same
 * @param candidates in the order of the lab file, none where they are drawn by {@code search}
 * @param search null where the candidates are listed
 */
public record TunedMode(
        String name,
        ModeSettings settings,
        List<TuningCandidate> candidates,
        @Nullable PromptSearch search) {

    public TunedMode {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(settings, "settings");
        candidates = List.copyOf(candidates);
    }

    /** How many settings are tried. */
    public int tries() {
        return search == null ? candidates.size() : search.sets();
    }
}
