package org.adaptationlab.train;

import java.util.List;
import org.adaptationlab.model.ChatMessage;

/**
 * One training pair.
 *
 * @param id of the example in its data set
 * @param messages the chat the model is shown, as at inference
 * @param target the answer it shall give, character by character
 */
public record TrainingExample(String id, List<ChatMessage> messages, String target) {

    public TrainingExample {
        messages = List.copyOf(messages);
    }
}
