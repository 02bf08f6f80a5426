package org.adaptationlab.model;

import java.util.List;

/** A model's own tokenizer and chat template. */
public interface ChatTokenizer {

    /** Token ids of the rendered chat, with the opening of the assistant's turn at its end. */
    int[] promptTokens(List<ChatMessage> messages);

    /** Token ids of bare text, without begin or end tokens. */
    int[] textTokens(String text);

    /** The rendered chat, with the opening of the assistant's turn at its end. */
    String render(List<ChatMessage> messages);
}
