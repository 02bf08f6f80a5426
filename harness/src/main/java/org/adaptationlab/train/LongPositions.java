package org.adaptationlab.train;

import java.nio.file.Path;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.model.BaseModel;

/**
 * Some models (Phi) have two sets of rotary factors. A server takes the long ones for every text, however short, when it is
 * given more context than the model's original one (llama.cpp: {@code llama_model::get_rope_factors}); an adapter has to be
 * trained with those that it is served with.
 */
final class LongPositions {

    private static final String LONG_FACTORS = "rope_factors_long.weight";

    private LongPositions() {}

    /** Whether a base is served with its long factors in a context of so many tokens. */
    static boolean apply(BaseModel base, int contextTokens) {
        Path file = base.file();
        return (file != null) && apply(GgufFile.open(file), contextTokens);
    }

    /** The same of an opened file. */
    static boolean apply(GgufFile base, int contextTokens) {
        return base.tensor(LONG_FACTORS).isPresent() && (contextTokens > original(base));
    }

    /** Tokens up to which the short factors are for. */
    static long original(GgufFile base) {
        String architecture = base.architecture().orElse("");
        long context = base.whole(architecture + ".context_length").orElse(Long.MAX_VALUE);
        return base.whole(architecture + ".rope.scaling.original_context_length")
                .orElse(context);
    }
}
