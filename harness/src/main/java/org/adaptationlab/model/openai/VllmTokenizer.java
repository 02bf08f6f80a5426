package org.adaptationlab.model.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalInt;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatJson;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.PlainText;
import org.adaptationlab.model.TurnProbe;
import org.adaptationlab.model.call.RequestRules;

/** Tokenizer and template of a model that a vLLM serves, asked as its chats are. */
final class VllmTokenizer implements ChatTokenizer {

    private final OpenAiModels server;
    private final String model;
    private final SamplingOptions options;
    private final RequestRules rules;
    private final String identity;

    /** @param rules as in the run, since they may change the messages */
    VllmTokenizer(OpenAiModels server, String model, SamplingOptions options, RequestRules rules, String identity) {
        this.server = server;
        this.model = model;
        this.options = options;
        this.rules = rules;
        this.identity = identity;
    }

    @Override
    public int[] promptTokens(List<ChatMessage> messages) {
        ObjectNode body = ServerChat.of(messages);
        OpenAiServer.think(body, options);
        rules.shape(body);
        return tokens(body.put("model", model).put("add_generation_prompt", true));
    }

    @Override
    public int[] textTokens(String text) {
        return PlainText.tokens(text, this::encoded);
    }

    @Override
    public String render(List<ChatMessage> messages) {
        return text(promptTokens(messages));
    }

    @Override
    public String text(int[] tokens) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
        body.set("tokens", ChatJson.tokens(tokens));
        return ServerChat.asked(server, () -> server.askServer("/detokenize", body))
                .path("prompt")
                .asText();
    }

    /** Only a token that looks like a special one: the server does not tell them apart. */
    @Override
    public OptionalInt afterTurn() {
        OptionalInt first = TurnProbe.tokenAfterTurn(this::render, this::encoded);
        return first.isPresent() && looksSpecial(first.getAsInt()) ? first : OptionalInt.empty();
    }

    @Override
    public String identity() {
        return identity;
    }

    private boolean looksSpecial(int token) {
        return PlainText.TOKEN_LIKE.matcher(text(new int[] {token}).strip()).matches();
    }

    private int[] encoded(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        return tokens(JsonNodeFactory.instance
                .objectNode()
                .put("model", model)
                .put("prompt", text)
                .put("add_special_tokens", false));
    }

    private int[] tokens(ObjectNode body) {
        return ChatJson.tokens(ServerChat.asked(server, () -> server.askServer("/tokenize", body))
                .path("tokens"));
    }
}
