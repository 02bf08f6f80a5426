package org.adaptationlab.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tokenizers of vLLM and llama-server, by a server whose tokens are characters and one special token. */
class ServerTokenizersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int END = 1;
    private static final Pattern TOKEN = Pattern.compile("<end>|.", Pattern.DOTALL);
    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 1, 8, 512);
    private static final BaseModel BASE = new BaseModel("base", "d", null, null);
    private static final List<ChatMessage> CHAT = List.of(new ChatMessage(Role.USER, "hi <end>"));

    private FakeOpenAi server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeOpenAi();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void vllmRendersAsTheRunAsksIt() {
        ChatTokenizer tokenizer = vllm();

        assertThat(tokenizer.render(CHAT)).isEqualTo("user:hi <end><end>assistant:");
        assertThat(tokenizer.promptTokens(CHAT)).hasSize(20);
        JsonNode body = read(server.bodies.stream()
                .filter(sent -> sent.contains("messages"))
                .findFirst()
                .orElseThrow());
        assertThat(body.path("model").asText()).isEqualTo("base");
        assertThat(body.path("add_generation_prompt").asBoolean()).isTrue();
        assertThat(body.at("/chat_template_kwargs/enable_thinking").isBoolean()).isTrue();
        assertThat(body.at("/chat_template_kwargs/enable_thinking").asBoolean()).isFalse();
    }

    @Test
    void vllmTakesTargetsForOrdinaryText() {
        ChatTokenizer tokenizer = vllm();

        int[] tokens = tokenizer.textTokens("a <end>.");

        assertThat(tokens).doesNotContain(END);
        assertThat(tokenizer.text(tokens)).isEqualTo("a <end>.");
        assertThat(server.bodies)
                .filteredOn(body -> body.contains("\"prompt\""))
                .isNotEmpty()
                .allSatisfy(body -> {
                    assertThat(body).contains("\"add_special_tokens\":false");
                });
    }

    @Test
    void vllmTellsWhatEndsATurnAndWhoItIs() {
        ChatTokenizer tokenizer = vllm();

        assertThat(tokenizer.afterTurn()).hasValue(END);
        assertThat(tokenizer.identity()).isEqualTo("vLLM 0.11.0");
    }

    @Test
    void otherServersOfTheProtocolShowNoTokenizer() {
        OpenAiRuntime runtime = openAi();

        assertThat(runtime.tokenizer(BASE, OPTIONS)).isEmpty();
        assertThat(runtime.tokenizerIdentity()).isEmpty();
    }

    @Test
    void llamaServerRendersWithoutThinkingAndKeepsTargetsOrdinary() {
        ChatTokenizer tokenizer = llamaServer();

        assertThat(tokenizer.promptTokens(CHAT)).hasSize(20);
        assertThat(tokenizer.textTokens("a <end>.")).doesNotContain(END);
        assertThat(tokenizer.text(tokenizer.textTokens("a <end>."))).isEqualTo("a <end>.");
        assertThat(tokenizer.afterTurn()).hasValue(END);
        assertThat(tokenizer.identity()).isEqualTo("llama.cpp of an unknown build");
        assertThat(read(server.bodies.get(0))
                        .at("/chat_template_kwargs/enable_thinking")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void aServerWithoutSuchAnswersIsNamed() {
        server.models = "{\"data\":[{\"id\":\"base\",\"owned_by\":\"vllm\"}]}";
        ChatTokenizer tokenizer = openAi().tokenizer(BASE, OPTIONS).orElseThrow();

        assertThatThrownBy(() -> tokenizer.promptTokens(CHAT))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("does not answer to its tokenizer");
    }

    private ChatTokenizer vllm() {
        server.models = "{\"data\":[{\"id\":\"base\",\"owned_by\":\"vllm\"}]}";
        server.at("/version", body -> "{\"version\":\"0.11.0\"}")
                .at("/tokenize", body -> {
                    JsonNode asked = read(body);
                    return asked.has("messages")
                            ? tokens(rendered(asked), true)
                            : tokens(asked.path("prompt").asText(), true);
                })
                .at(
                        "/detokenize",
                        body -> JSON.createObjectNode()
                                .put("prompt", text(read(body)))
                                .toString());
        return openAi().tokenizer(BASE, OPTIONS).orElseThrow();
    }

    private ChatTokenizer llamaServer() {
        server.at(
                        "/apply-template",
                        body -> JSON.createObjectNode()
                                .put("prompt", rendered(read(body)))
                                .toString())
                .at("/tokenize", body -> {
                    JsonNode asked = read(body);
                    return tokens(
                            asked.path("content").asText(),
                            asked.path("parse_special").asBoolean());
                })
                .at(
                        "/detokenize",
                        body -> JSON.createObjectNode()
                                .put("content", text(read(body)))
                                .toString());
        return LlamaServerRuntime.at(server.endpoint(), CallSettings.with(RetryPolicy.NONE))
                .tokenizer(BASE, OPTIONS)
                .orElseThrow();
    }

    private OpenAiRuntime openAi() {
        return OpenAiRuntime.of(server.endpoint(), Map.of(), CallSettings.with(RetryPolicy.NONE));
    }

    private static String rendered(JsonNode asked) {
        StringBuilder chat = new StringBuilder();
        asked.path("messages")
                .forEach(turn -> chat.append(turn.path("role").asText())
                        .append(':')
                        .append(turn.path("content").asText())
                        .append("<end>"));
        return chat.append("assistant:").toString();
    }

    private static String tokens(String text, boolean special) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode tokens = answer.putArray("tokens");
        Pattern token = special ? TOKEN : Pattern.compile("[\\s\\S]");
        token.matcher(text)
                .results()
                .forEach(found -> tokens.add(
                        found.group().length() > 1 ? END : found.group().charAt(0)));
        return answer.toString();
    }

    private static String text(JsonNode asked) {
        StringBuilder text = new StringBuilder();
        asked.path("tokens").forEach(token -> {
            if (token.asInt() == END) {
                text.append("<end>");
            } else {
                text.append((char) token.asInt());
            }
        });
        return text.toString();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
