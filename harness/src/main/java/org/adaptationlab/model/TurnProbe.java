package org.adaptationlab.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.adaptationlab.model.ChatMessage.Role;

/** Finds out what a chat template puts after an assistant's turn, by a chat that goes on after one. */
public final class TurnProbe {

    /** No template has it, and none changes it. */
    private static final String ANSWER = "Quercus";

    private static final List<ChatMessage> CHAT = List.of(
            new ChatMessage(Role.USER, "Hello"),
            new ChatMessage(Role.ASSISTANT, ANSWER),
            new ChatMessage(Role.USER, "Hello"));

    private TurnProbe() {}

    /**
     * The first token behind the assistant's words; empty where there is no text, or the words are not found.
     *
     * @param tokens of a text, special ones spelled out taken as such
     */
    public static OptionalInt tokenAfterTurn(
            Function<List<ChatMessage>, String> render, Function<String, int[]> tokens) {
        return textAfterTurn(render)
                .map(rest -> OptionalInt.of(tokens.apply(rest)[0]))
                .orElse(OptionalInt.empty());
    }

    /** The text behind the assistant's words; empty where there is none, or the words are not found. */
    static Optional<String> textAfterTurn(Function<List<ChatMessage>, String> render) {
        String chat = render.apply(CHAT);
        int place = chat.indexOf(ANSWER);
        String rest = place < 0 ? "" : chat.substring(place + ANSWER.length());
        return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
    }
}
