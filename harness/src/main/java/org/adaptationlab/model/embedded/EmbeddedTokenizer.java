package org.adaptationlab.model.embedded;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.TurnProbe;
import org.adaptationlab.problem.RunFailedException;

/** The tokenizer of a served model. */
final class EmbeddedTokenizer implements ChatTokenizer {

    static final String IDENTITY = "llama.cpp " + JniLlamaEngine.LLAMA_CPP;

    private final Supplier<LabRoutes> routes;

    EmbeddedTokenizer(Supplier<LabRoutes> routes) {
        this.routes = routes;
    }

    @Override
    public int[] promptTokens(List<ChatMessage> messages) {
        return orThrow(() -> routes.get().promptTokens(messages));
    }

    @Override
    public int[] textTokens(String text) {
        return orThrow(() -> routes.get().textTokens(text));
    }

    @Override
    public String render(List<ChatMessage> messages) {
        return orThrow(() -> routes.get().render(messages));
    }

    @Override
    public String text(int[] tokens) {
        return orThrow(() -> routes.get().text(tokens));
    }

    @Override
    public OptionalInt afterTurn() {
        return TurnProbe.tokenAfterTurn(
                this::render, rest -> orThrow(() -> routes.get().specialTokens(rest)));
    }

    @Override
    public String identity() {
        return IDENTITY;
    }

    private interface Call<T> {
        T call() throws IOException;
    }

    private static <T> T orThrow(Call<T> call) {
        try {
            return call.call();
        } catch (IOException e) {
            throw new RunFailedException("the serving process doesn't answer to its tokenizer: " + e.getMessage(), e);
        }
    }
}
