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
 * @param cacheGroup requests of different groups must not profit from each other's prompts in a server's cache, where the
 *     server can be told so; null for no group
 */
public record GenerationRequest(
        List<ChatMessage> messages,
        SamplingOptions sampling,
        @Nullable String jsonSchema,
        @Nullable String cacheGroup) {

    public GenerationRequest {
        messages = List.copyOf(messages);
        Objects.requireNonNull(sampling, "sampling");
    }

    /** A question of no group. */
    public GenerationRequest(List<ChatMessage> messages, SamplingOptions sampling, @Nullable String jsonSchema) {
        this(messages, sampling, jsonSchema, null);
    }
}
