package org.adaptationlab.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.List;

/** Chats and tokens as JSON, as the protocols of servers and files of chats have them. */
public final class ChatJson {

    private ChatJson() {}

    /** The turns of a chat, each with {@code role} and {@code content}. */
    public static ArrayNode messages(List<ChatMessage> chat) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        chat.forEach(message ->
                messages.addObject().put("role", message.role().word()).put("content", message.text()));
        return messages;
    }

    /** Token ids as an array. */
    public static ArrayNode tokens(int[] tokens) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        Arrays.stream(tokens).forEach(array::add);
        return array;
    }

    /** Token ids of an array; none of a missing one. */
    public static int[] tokens(JsonNode array) {
        int[] tokens = new int[array.size()];
        Arrays.setAll(tokens, i -> array.path(i).asInt());
        return tokens;
    }
}
