package org.adaptationlab.adapt;

import java.util.List;
import org.adaptationlab.model.Generation;
import org.jspecify.annotations.Nullable;

/**
 * A mode's answer to one example.
 *
 * @param passages what was retrieved for it, best first
 * @param retrieveMs milliseconds the retrieval took, null where nothing is retrieved
 */
public record Answer(
        Generation generation,
        List<Passage> passages,
        @Nullable Double retrieveMs) {

    public Answer {
        passages = List.copyOf(passages);
    }
}
