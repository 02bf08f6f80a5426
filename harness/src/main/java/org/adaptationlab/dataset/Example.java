package org.adaptationlab.dataset;

import java.text.Normalizer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of a data set.
 *
 * @param aliases other answers that count as the target
 * @param slice the part of the data it belongs to, or null
 * @param doc id of the corpus document that holds the answer, in Unicode's normal form C as those are, or null
 * @param answerable false where the right answer is to refuse
 */
public record Example(
        String id,
        String input,
        String target,
        List<String> aliases,
        @Nullable String slice,
        @Nullable String doc,
        boolean answerable) {

    public Example {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(target, "target");
        aliases = List.copyOf(aliases);
        doc = doc == null ? null : Normalizer.normalize(doc, Normalizer.Form.NFC);
    }
}
