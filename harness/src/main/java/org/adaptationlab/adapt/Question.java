package org.adaptationlab.adapt;

import java.util.List;
import org.adaptationlab.model.ChatMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked for one example.
 *
 * @param messages the chat, system message first
 * @param passages what was retrieved for it, best first
 * @param retrieveMs milliseconds the retrieval took, null where nothing is retrieved
 */
public record Question(
        List<ChatMessage> messages,
        List<Passage> passages,
        @Nullable Double retrieveMs) {

    public Question {
        messages = List.copyOf(messages);
        passages = List.copyOf(passages);
    }
}
