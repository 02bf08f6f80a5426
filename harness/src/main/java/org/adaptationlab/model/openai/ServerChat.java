package org.adaptationlab.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.problem.PrerequisiteException;

/** What servers are asked of tokens: chats and numbers as JSON, and failures in words. */
final class ServerChat {

    private ServerChat() {}

    /** A question to a server. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws IOException;
    }

    static ObjectNode of(List<ChatMessage> messages) {
        ObjectNode chat = JsonNodeFactory.instance.objectNode();
        ArrayNode turns = chat.putArray("messages");
        messages.forEach(
                message -> turns.addObject().put("role", message.role().word()).put("content", message.text()));
        return chat;
    }

    static void put(ArrayNode target, int[] tokens) {
        Arrays.stream(tokens).forEach(target::add);
    }

    static int[] tokens(JsonNode array) {
        int[] tokens = new int[array.size()];
        Arrays.setAll(tokens, i -> array.path(i).asInt());
        return tokens;
    }

    /**
     * What a server says.
     *
     * @throws PrerequisiteException when it does not
     */
    static <T> T asked(OpenAiModels server, Question<T> question) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw new PrerequisiteException(
                    "the server at " + server.place() + " does not answer to its tokenizer: " + e.getMessage()
                            + "; start it, or take a newer one",
                    e);
        }
    }
}
