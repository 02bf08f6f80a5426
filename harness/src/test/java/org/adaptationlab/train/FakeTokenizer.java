package org.adaptationlab.train;

import java.util.List;
import java.util.OptionalInt;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.train.harness.TinyLlama;
import org.jspecify.annotations.Nullable;

/**
 * A character is a token.
 *
 * @param shift added to each token, so that another one makes other tokens
 * @param end what follows a turn, null for nothing
 */
record FakeTokenizer(String identity, int shift, @Nullable Integer end) implements ChatTokenizer {

    @Override
    public int[] promptTokens(List<ChatMessage> messages) {
        return textTokens(render(messages));
    }

    @Override
    public int[] textTokens(String text) {
        return text.chars()
                .map(character -> 3 + (character + shift) % (TinyLlama.VOCABULARY - 3))
                .toArray();
    }

    @Override
    public String render(List<ChatMessage> messages) {
        return messages.get(0).text();
    }

    @Override
    public String text(int[] tokens) {
        return tokens.length + " tokens";
    }

    @Override
    public OptionalInt afterTurn() {
        return end == null ? OptionalInt.empty() : OptionalInt.of(end);
    }
}
