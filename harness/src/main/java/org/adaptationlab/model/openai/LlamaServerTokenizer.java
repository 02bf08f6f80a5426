package org.adaptationlab.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatJson;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.TurnProbe;
import org.adaptationlab.model.call.RequestRules;

/** Tokenizer and template of a llama-server, asked as its chats are. */
final class LlamaServerTokenizer implements ChatTokenizer {

    private final OpenAiModels server;
    private final SamplingOptions options;
    private final RequestRules rules;
    private final String identity;
    private final Runnable whenClosed;

    /** @param rules as in the run, since they may change the messages */
    LlamaServerTokenizer(
            OpenAiModels server, SamplingOptions options, RequestRules rules, String identity, Runnable whenClosed) {
        this.server = server;
        this.options = options;
        this.rules = rules;
        this.identity = identity;
        this.whenClosed = whenClosed;
    }

    @Override
    public int[] promptTokens(List<ChatMessage> messages) {
        return tokens(ServerChat.asked(server, () -> tokenised(server, rendered(server, body(messages)), true)));
    }

    @Override
    public int[] textTokens(String text) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("content", text)
                .put("add_special", false)
                .put("parse_special", false);
        return tokens(ServerChat.asked(server, () -> server.askServer("/tokenize", body)));
    }

    @Override
    public String render(List<ChatMessage> messages) {
        return ServerChat.asked(server, () -> rendered(server, body(messages)));
    }

    @Override
    public String text(int[] tokens) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("tokens", ChatJson.tokens(tokens));
        return ServerChat.asked(server, () -> server.askServer("/detokenize", body))
                .path("content")
                .asText();
    }

    @Override
    public OptionalInt afterTurn() {
        return TurnProbe.tokenAfterTurn(
                this::render, rest -> tokens(ServerChat.asked(server, () -> tokenised(server, rest, false))));
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public void close() {
        whenClosed.run();
    }

    private ObjectNode body(List<ChatMessage> messages) {
        ObjectNode body = ServerChat.of(messages);
        OpenAiServer.think(body, options);
        rules.shape(body);
        return body;
    }

    /** Renders a chat, with the opening of the assistant's turn at its end. */
    static String rendered(OpenAiModels server, ObjectNode chat) throws IOException {
        return server.askServer("/apply-template", chat).path("prompt").asText();
    }

    /** @param begins whether the model's begin token goes before the text, as before a prompt */
    static JsonNode tokenised(OpenAiModels server, String text, boolean begins) throws IOException {
        return server.askServer(
                "/tokenize",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("content", text)
                        .put("add_special", begins)
                        .put("parse_special", true));
    }

    private static int[] tokens(JsonNode answer) {
        return ChatJson.tokens(answer.path("tokens"));
    }
}
