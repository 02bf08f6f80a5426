package org.adaptationlab.model.call;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.CustomMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.Map;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.GenerationRequest;

/** Our requests as LangChain4j's. */
final class ChatRequests {

    private ChatRequests() {}

    static ChatRequest of(GenerationRequest request) {
        ChatRequest.Builder chat = ChatRequest.builder()
                .messages(request.messages().stream().map(ChatRequests::message).toList());
        if (request.jsonSchema() != null) {
            chat.responseFormat(format(request.jsonSchema()));
        }
        return chat.build();
    }

    private static dev.langchain4j.data.message.ChatMessage message(ChatMessage message) {
        if (message.text().isBlank()) {
            // LangChain4j refuses blank system messages, but an explicit empty one keeps a template's default out.
            return CustomMessage.from(Map.of("role", message.role().word(), "content", message.text()));
        }
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.text());
            case USER -> UserMessage.from(message.text());
            case ASSISTANT -> AiMessage.from(message.text());
        };
    }

    private static ResponseFormat format(String jsonSchema) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name("answer")
                        .rootElement(JsonRawSchema.from(jsonSchema))
                        .build())
                .build();
    }
}
