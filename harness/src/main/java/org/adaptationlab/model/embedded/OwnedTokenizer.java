package org.adaptationlab.model.embedded;

import java.util.List;
import java.util.OptionalInt;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.TokenizingModel;

/** The tokenizer of a model that is served for nothing else, and ends with it. */
record OwnedTokenizer(TokenizingModel model) implements ChatTokenizer {

    @Override
    public int[] promptTokens(List<ChatMessage> messages) {
        return model.tokenizer().promptTokens(messages);
    }

    @Override
    public int[] textTokens(String text) {
        return model.tokenizer().textTokens(text);
    }

    @Override
    public String render(List<ChatMessage> messages) {
        return model.tokenizer().render(messages);
    }

    @Override
    public String text(int[] tokens) {
        return model.tokenizer().text(tokens);
    }

    @Override
    public OptionalInt afterTurn() {
        return model.tokenizer().afterTurn();
    }

    @Override
    public String identity() {
        return model.tokenizer().identity();
    }

    @Override
    public void close() {
        model.close();
    }
}
