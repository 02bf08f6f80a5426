package org.adaptationlab.train;

import java.util.List;
import org.adaptationlab.model.ChatMessage;

/**
 * What a trained model says to a training example, within its trainer. A server that has base and adapter right, and
 * shows the same prompt to the model, says the same.
 *
 * @param example its id
 * @param messages the chat the model was shown
 * @param rendered the chat as text, as the trainer's tokens have it
 * @param target what it was taught
 * @param answer what it says, greedily; cut where it goes on beyond the target
 */
public record TrainerAnswer(String example, List<ChatMessage> messages, String rendered, String target, String answer) {

    public TrainerAnswer {
        messages = List.copyOf(messages);
    }
}
