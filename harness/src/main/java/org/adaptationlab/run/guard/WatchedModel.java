package org.adaptationlab.run.guard;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.Delivery;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;

/** A served model whose requests the guards see under the name of a mode. Closing it is left to whom it was borrowed from. */
record WatchedModel(String mode, ServedModel served, RunChecks checks) implements ServedModel {

    @Override
    public Generation generate(GenerationRequest request) throws GenerationException {
        Generation answer = served.generate(request);
        checks.answered(mode, request, answer);
        return answer;
    }

    @Override
    public OptionalDouble loadSeconds() {
        return served.loadSeconds();
    }

    @Override
    public int restarts() {
        return served.restarts();
    }

    @Override
    public OptionalLong peakRssMb() {
        return served.peakRssMb();
    }

    @Override
    public OptionalInt promptTokens(List<ChatMessage> messages) {
        return served.promptTokens(messages);
    }

    @Override
    public Optional<String> servedDigest() {
        return served.servedDigest();
    }

    @Override
    public Optional<Delivery> delivery() {
        return served.delivery();
    }

    @Override
    public void close() {}
}
