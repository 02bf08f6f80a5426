package org.adaptationlab.model.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.model.ChatJson;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.GenerationRequest;

/** Our requests as LangChain4j's. */
final class ChatRequests {

    /** Stands for a blank text until {@link #putMessages}. */
    private static final String BLANK = "-";

    private static final ObjectMapper JSON = new ObjectMapper();
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
        body.set("messages", ChatJson.messages(request.messages()));
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
        if (messages.isEmpty()) {
            messages.addObject().put("role", Role.USER.word()).put("content", system);
        } else if (!system.isBlank() && messages.get(0) instanceof ObjectNode first) {
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

    /** Objects have the named properties and no others, on every server: some allow more where a schema does not say. */
    private static String closed(String jsonSchema) {
        try {
            JsonNode schema = JSON.readTree(jsonSchema);
            for (JsonNode part : withParts(schema)) {
                if (part instanceof ObjectNode object
                        && object.has("properties")
                        && !object.has("additionalProperties")) {
                    object.put("additionalProperties", false);
                }
            }
            return schema.toString();
        } catch (JsonProcessingException e) {
            return jsonSchema; // the server says what is wrong with it
        }
    }

    private static List<JsonNode> withParts(JsonNode node) {
        List<JsonNode> all = new ArrayList<>(List.of(node));
        node.forEach(part -> all.addAll(withParts(part)));
        return all;
    }

    private static ResponseFormat format(String jsonSchema) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name("answer")
                        .rootElement(JsonRawSchema.from(closed(jsonSchema)))
                        .build())
                .build();
    }
}
