package org.adaptationlab.train;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.adaptationlab.model.ChatMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a trained model says to a training example, within its trainer. A server that has base and adapter right, and
 * shows the same prompt to the model, says the same.
 *
 * @param example its id
 * @param messages the chat the model was shown
 * @param rendered the chat as text, as the trainer's tokens have it
 * @param target what it was taught
 * @param answer what it says, greedily; cut where it goes on beyond the target
 * @param promptTokens tokens of the prompt; null where the trainer does not say
 * @param maxTokens tokens after which the answer was cut; null where the trainer does not say
 * @param cut whether it was cut there
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TrainerAnswer(
        String example,
        List<ChatMessage> messages,
        String rendered,
        String target,
        String answer,
        @Nullable Integer promptTokens,
        @Nullable Integer maxTokens,
        boolean cut) {

    public TrainerAnswer {
        messages = List.copyOf(messages);
    }
}
