package org.adaptationlab.model;

import java.util.List;
import java.util.Objects;
import org.adaptationlab.lab.SamplingOptions;
import org.jspecify.annotations.Nullable;

/**
 * One question to a served model.
 *
 * @param messages the chat so far; the first is always an explicit system message
 * @param jsonSchema JSON schema (as JSON text) the answer is decoded under, or null for free text
 */
public record GenerationRequest(
        List<ChatMessage> messages,
        SamplingOptions sampling,
        @Nullable String jsonSchema) {

    public GenerationRequest {
        messages = List.copyOf(messages);
        Objects.requireNonNull(sampling, "sampling");
    }
}
