package org.adaptationlab.model.openai;

import java.util.Optional;
import java.util.OptionalDouble;
import org.adaptationlab.model.Delivery;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.call.ChatCaller;
import org.jspecify.annotations.Nullable;

/** A model of an OpenAI-compatible server, which tells neither its memory nor how many tokens a text has. */
final class OpenAiModel implements ServedModel {

    private final ChatCaller caller;
    private final ApiKey key;
    private final String name;
    private final @Nullable Delivery delivery;
    private final Runnable whenClosed;

    /**
     * @param delivery how its adapter reached the server, null where it has none
     * @param whenClosed takes back what the server was given for this model
     */
    OpenAiModel(ChatCaller caller, ApiKey key, String name, @Nullable Delivery delivery, Runnable whenClosed) {
        this.caller = caller;
        this.key = key;
        this.name = name;
        this.delivery = delivery;
        this.whenClosed = whenClosed;
    }

    @Override
    public Generation generate(GenerationRequest request) throws GenerationException {
        Generation answer = ask(request);
        Integer prompt = answer.usage().input();
        int window = request.sampling().contextTokens();
        if (prompt != null && prompt + request.sampling().maxOutputTokens() > window) {
            throw GenerationException.promptTooLong("the prompt has " + prompt + " tokens, which with "
                    + request.sampling().maxOutputTokens() + " for the answer is more than the lab's context-tokens ("
                    + window + ")");
        }
        return answer;
    }

    private Generation ask(GenerationRequest request) throws GenerationException {
        try {
            return caller.generate(name, request);
        } catch (GenerationException e) {
            if (!key.isIn(e)) {
                throw e;
            }
            String message = key.hiddenIn(String.valueOf(e.getMessage()));
            GenerationException hidden = e.isPromptTooLong()
                    ? GenerationException.promptTooLong(message)
                    : GenerationException.failed(message, null); // its causes quote the key
            throw hidden.afterRetries(e.retries());
        }
    }

    @Override
    public OptionalDouble loadSeconds() {
        return OptionalDouble.empty();
    }

    @Override
    public Optional<Delivery> delivery() {
        return Optional.ofNullable(delivery);
    }

    @Override
    public void close() {
        whenClosed.run();
    }
}
