package org.adaptationlab.model.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.adaptationlab.model.ChatJson;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.problem.PrerequisiteException;

/** What servers are asked of tokens: chats as JSON, and failures in words. */
final class ServerChat {

    private ServerChat() {}

    /** A question to a server. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws IOException;
    }

    static ObjectNode of(List<ChatMessage> messages) {
        ObjectNode chat = JsonNodeFactory.instance.objectNode();
        chat.set("messages", ChatJson.messages(messages));
        return chat;
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
