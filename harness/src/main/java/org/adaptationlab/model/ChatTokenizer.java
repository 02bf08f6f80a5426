package org.adaptationlab.model;

import java.util.List;

/** A model's own tokenizer and chat template. Closing it ends what was started for it, if anything was. */
public interface ChatTokenizer extends AutoCloseable {

    /** Token ids of the rendered chat, with the opening of the assistant's turn at its end. */
    int[] promptTokens(List<ChatMessage> messages);

    /** Token ids of bare text, without begin or end tokens. */
    int[] textTokens(String text);

    /** The rendered chat, with the opening of the assistant's turn at its end. */
    String render(List<ChatMessage> messages);

    @Override
    default void close() {}
}
