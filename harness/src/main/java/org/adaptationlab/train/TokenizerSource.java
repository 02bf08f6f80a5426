package org.adaptationlab.train;

import java.util.Optional;
import org.adaptationlab.model.ChatTokenizer;

/** Opens the tokenizer of a base, as it is going to be served, when something is trained on it. */
@FunctionalInterface
public interface TokenizerSource {

    /** Starts what it needs; the caller closes it. */
    ChatTokenizer open();

    /** What the tokenizer would say that it is, told without starting it; empty where that is not known. */
    default Optional<String> identity() {
        return Optional.empty();
    }
}
