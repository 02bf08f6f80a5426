package org.adaptationlab.run.export;

import java.nio.file.Path;
import java.util.Objects;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.jspecify.annotations.Nullable;

/**
 * What a mode that is taken home is made of.
 *
 * @param base with its file where it is on this machine and was needed
 * @param adapter null for none
 */
public record HomeParts(BaseModel base, @Nullable AdapterRef adapter) {

    public HomeParts {
        Objects.requireNonNull(base, "base");
    }

    /** The adapter's GGUF file; null where it is something else, or there is none. */
    @Nullable
    Path adapterFile() {
        return adapter instanceof AdapterRef.Weights made ? made.gguf() : null;
    }

    /** The name of the base's file in an exported folder, which no shell and no Modelfile takes apart. */
    static String fileName(Path weights) {
        return String.valueOf(weights.getFileName()).replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
