package org.adaptationlab.model.embedded;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.Delivery;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.TokenizingModel;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.call.ChatCaller;
import org.adaptationlab.model.ollama.OllamaChat;

/**
 * A model served by a child process, which is started again when it dies. Its engine answers one question at a time, and so
 * questions of several threads wait for each other here, outside of any clock.
 */
final class EmbeddedModel implements TokenizingModel {

    private static final int MOST_RESTARTS = 5;

    /** A child that is alive answers at once, so a second call is of use only after a restart. */
    private static final CallSettings NO_RETRIES = CallSettings.with(RetryPolicy.NONE);

    private final ServingPlan plan;
    private final Consumer<EmbeddedModel> whenClosed;
    private ServerProcess process;
    private ChatCaller client;
    private int restarts;
    private long peakRssMb;

    private EmbeddedModel(ServingPlan plan, ServerProcess process, Consumer<EmbeddedModel> whenClosed) {
        this.plan = plan;
        this.process = process;
        this.whenClosed = whenClosed;
        this.client = OllamaChat.caller(process.endpoint(), NO_RETRIES);
    }

    /**
     * Starts a child process and waits until it serves.
     *
     * @throws org.adaptationlab.problem.LabException as {@link ServerProcess#start}
     */
    static EmbeddedModel serve(ServingPlan plan, Consumer<EmbeddedModel> whenClosed) {
        return new EmbeddedModel(plan, ServerProcess.start(plan), whenClosed);
    }

    @Override
    public synchronized Generation generate(GenerationRequest request) throws GenerationException {
        try {
            return ask(request);
        } catch (GenerationException e) {
            if (e.isPromptTooLong() || Thread.currentThread().isInterrupted() || process.answers()) {
                throw e;
            }
            restart(e);
            return ask(request).afterRetry();
        }
    }

    /** Messages of failed calls name the address, whose path nobody else is to know. */
    private Generation ask(GenerationRequest request) throws GenerationException {
        try {
            return client.generate(plan.name(), request);
        } catch (GenerationException e) {
            String message =
                    String.valueOf(e.getMessage()).replace(process.endpoint().getPath(), "");
            GenerationException same = e.isPromptTooLong()
                    ? GenerationException.promptTooLong(message)
                    : GenerationException.failed(message, e.getCause());
            throw same.afterRetries(e.retries());
        }
    }

    private void restart(GenerationException cause) throws GenerationException {
        String reason = process.lastWords();
        process.close();
        if (restarts == MOST_RESTARTS) {
            throw GenerationException.failed(
                    "the process that serves " + plan.name() + " died, as it did " + MOST_RESTARTS
                            + " times before, and is not started again: " + reason,
                    cause);
        }
        restarts++;
        process = ServerProcess.start(plan);
        client = OllamaChat.caller(process.endpoint(), NO_RETRIES);
    }

    @Override
    public OptionalDouble loadSeconds() {
        return OptionalDouble.of(process.startSeconds());
    }

    @Override
    public int restarts() {
        return restarts;
    }

    /** Of the process that serves now, or of one before it that was asked for it. */
    @Override
    public OptionalLong peakRssMb() {
        process.routes().peakRssMb().ifPresent(now -> peakRssMb = Math.max(peakRssMb, now));
        return peakRssMb == 0 ? OptionalLong.empty() : OptionalLong.of(peakRssMb);
    }

    @Override
    public OptionalInt promptTokens(List<ChatMessage> messages) {
        try {
            return OptionalInt.of(process.routes().promptTokens(messages).length);
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public ChatTokenizer tokenizer() {
        return new EmbeddedTokenizer(() -> process.routes());
    }

    @Override
    public Optional<Delivery> delivery() {
        return plan.adapterFile() == null ? Optional.empty() : Optional.of(Delivery.APPLIED);
    }

    /** The serving process, for tests that end it. */
    ProcessHandle processHandle() {
        return process.handle();
    }

    @Override
    public void close() {
        process.close();
        whenClosed.accept(this);
    }
}
