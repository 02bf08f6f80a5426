package org.adaptationlab.run.preview;

import java.util.List;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.ChatMessage;
import org.jspecify.annotations.Nullable;

/**
 * What measuring one mode would take on this machine.
 *
 * @param firstQuestion the chat of the first example as sent; empty where no model is asked
 * @param promptTokens mean over the first examples, null where the runtime does not count or no model is asked
 * @param secondsOfCall of one call, null where it was not measured or no model is asked
 * @param minutes of all its calls, null where they are not known
 * @param trainingMinutes of all its adapters or encoders, null where none is trained, or how long is not known
 */
public record ModePreview(
        ModeDefinition mode,
        List<ChatMessage> firstQuestion,
        @Nullable Double promptTokens,
        @Nullable Double secondsOfCall,
        @Nullable Double minutes,
        @Nullable Double trainingMinutes) {

    public ModePreview {
        firstQuestion = List.copyOf(firstQuestion);
    }

    /** @param trainingMinutes of its encoders, null where it has none */
    static ModePreview ofClassifier(ModeDefinition mode, @Nullable Double trainingMinutes) {
        return new ModePreview(mode, List.of(), null, null, null, trainingMinutes);
    }
}
