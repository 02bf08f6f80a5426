package org.adaptationlab.model;

import java.util.List;
import java.util.OptionalInt;

/**
 * A model's tokenizer and chat template, as the runtime has them that serves it. Closing it ends what was started for it, if
 * anything was.
 */
public interface ChatTokenizer extends AutoCloseable {

    /** Token ids of the rendered chat, with the opening of the assistant's turn at its end. */
    int[] promptTokens(List<ChatMessage> messages);

    /**
     * Token ids of bare text, without begin or end tokens. Special tokens that are spelled out in it are ordinary text, as
     * they are in what a model writes.
     */
    int[] textTokens(String text);

    /** The rendered chat, with the opening of the assistant's turn at its end. */
    String render(List<ChatMessage> messages);

    /** The text of tokens, special ones spelled out. */
    String text(int[] tokens);

    /** The first token that the template puts after an assistant's turn; empty where it puts nothing there. */
    OptionalInt afterTurn();

    /** Program and version, such as {@code llama.cpp b4916}: another one may render or tokenise in another way. */
    String identity();

    @Override
    default void close() {}
}
