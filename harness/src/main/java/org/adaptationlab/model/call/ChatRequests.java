package org.adaptationlab.model.call;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.GenerationRequest;

/** Our requests as LangChain4j's. */
final class ChatRequests {

    /** Stands for a blank text until {@link #putMessages}. */
    private static final String BLANK = "-";

    private static final String SYSTEM = Role.SYSTEM.word();

    private ChatRequests() {}

    static ChatRequest of(GenerationRequest request) {
        ChatRequest.Builder chat = ChatRequest.builder()
                .messages(request.messages().stream().map(ChatRequests::message).toList());
        if (request.jsonSchema() != null) {
            chat.responseFormat(format(request.jsonSchema()));
        }
        return chat.build();
    }

    /** Puts the messages as they are in place of LangChain4j's, which have no blank text and fields not all servers know. */
    static void putMessages(ObjectNode body, GenerationRequest request) {
        ArrayNode messages = body.putArray("messages");
        for (ChatMessage message : request.messages()) {
            messages.addObject().put("role", message.role().word()).put("content", message.text());
        }
    }

    static boolean hasSystem(ObjectNode body) {
        return body.at("/messages/0/role").asText().equals(SYSTEM);
    }

    /** Puts a system message's text before that of the first user turn, a blank line between; an empty one goes. */
    static void mergeSystem(ObjectNode body) {
        if (!hasSystem(body) || !(body.get("messages") instanceof ArrayNode messages)) {
            return;
        }
        String system = messages.remove(0).path("content").asText();
        if (!system.isBlank() && messages.path(0) instanceof ObjectNode first) {
            first.put("content", system + "\n\n" + first.path("content").asText());
        }
    }

    /** LangChain4j refuses blank messages, but an explicit empty one keeps a template's default out. */
    private static dev.langchain4j.data.message.ChatMessage message(ChatMessage message) {
        String text = message.text().isBlank() ? BLANK : message.text();
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(text);
            case USER -> UserMessage.from(text);
            case ASSISTANT -> AiMessage.from(text);
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
