package org.adaptationlab.model.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.lab.ServerSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {

    private static final String BODY = """
            {"model": "m", "messages": [{"role": "system", "content": "Sort."}, {"role": "user", "content": "red"}],
             "temperature": 0.7, "top_p": 1.0, "seed": 42, "max_tokens": 16, "presence_penalty": 0.0, "stream": true,
             "stream_options": {"include_usage": true}, "options": {"num_ctx": 512, "top_k": 0}}
            """;

    private final List<String> notices = new ArrayList<>();

    private RequestRules rules(ServerSettings settings) {
        return new RequestRules(settings, notices::add);
    }

    private static ServerSettings settings(List<String> omit, boolean merge, @Nullable String limit, String extra) {
        return new ServerSettings(omit, merge, limit, extra);
    }

    private static ObjectNode body(RequestRules rules) {
        ObjectNode body = json(BODY);
        rules.apply(body);
        return body;
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpRefusal refusal(int status, String words, @Nullable String param) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("error").put("message", words).put("param", param);
        return new HttpRefusal(status, answer.toString());
    }

    private boolean learns(RequestRules rules, int status, String words, @Nullable String param) {
        return rules.learn(refusal(status, words, param), body(rules));
    }

    @Test
    void changesNothingBeforeItKnowsOfSomething() {
        assertThat(body(RequestRules.none())).isEqualTo(json(BODY));
        assertThat(RequestRules.none().learned()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed | this model does not take the parameter seed | seed",
                "seed | no | body.seed",
                "seed | no | options.seed",
                "stream_options | Unknown parameter: 'stream_options.include_usage'. | stream_options.include_usage",
                "stream_options | Unrecognized request argument supplied: stream_options |",
                "presence_penalty | Model m does not support parameter presencePenalty. |",
                "presence_penalty | the presence penalty is not supported |",
                "temperature | Unsupported value: 'temperature' (the heat) does not support 0 with this model. | temperature",
                "top_p | `temperature` and `top_p` cannot both be specified for this model. |",
                "top_p | temperature and top_p cannot both be specified | None",
                "seed | litellm.UnsupportedParamsError: m does not support parameters: ['seed'] | None",
                "seed | Unsupported: seed | request",
                "top_k | invalid option: top_k |",
                "stream_options | unknown field `stream_options`, expected one of `model`, `seed`, `temperature`, `max_tokens` |",
                "stream_options | Extra field stream_options. Allowed parameters: temperature, seed, top_p |",
            })
    void leavesOutAFieldThatWasRefused(String field, String words, @Nullable String param) {
        RequestRules rules = rules(ServerSettings.NONE);

        assertThat(learns(rules, 400, words, param)).isTrue();

        ObjectNode expected = json(BODY);
        expected.remove(field);
        expected.withObject("/options").remove(field);
        assertThat(body(rules)).isEqualTo(expected);
        assertThat(rules.learned())
                .containsExactly("the server does not take " + field + ": it is left out of every request");
        assertThat(notices).hasSize(1).allSatisfy(notice -> assertThat(notice).contains(field, "HTTP 400"));
        assertThat(learns(rules, 400, words.replace("temperature", "heat"), param))
                .as("the same once more")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"seed\"],\"msg\":\"Extra inputs are not"
                        + " permitted\"},{\"loc\":[\"body\",\"top_p\"],\"msg\":\"Extra inputs are not permitted\"}]}",
                "{\"object\":\"error\",\"message\":{\"detail\":[{\"loc\":[\"body\",\"seed\"],\"msg\":\"Extra\"}]}}",
                "{\"detail\":[{\"loc\":[\"seed\"],\"msg\":\"extra fields not permitted\"}]}",
                "{\"detail\":\"seed: extra inputs are not permitted\"}",
                "{\"error\":\"unknown field seed\"}",
                "[{\"error\":{\"code\":400,\"message\":\"Unknown name \\\"seed\\\": Cannot find field.\"}}]"
            })
    void readsTheFieldFromListsOfPlacesAndFromText(String body) {
        RequestRules rules = rules(ServerSettings.NONE);

        assertThat(rules.learn(new HttpRefusal(422, body), json(BODY))).isTrue();
        assertThat(body(rules).has("seed")).isFalse();
        assertThat(body(rules).has("top_p")).isTrue();
    }

    @Test
    void takesOneFieldAfterTheOther() {
        RequestRules rules = rules(ServerSettings.NONE);

        for (String field : List.of("max_tokens", "temperature", "seed")) {
            assertThat(learns(rules, 400, "this model does not take the parameter " + field, field))
                    .isTrue();
        }

        assertThat(body(rules).has("temperature")).isFalse();
        assertThat(body(rules).has("seed")).isFalse();
        assertThat(body(rules).path("max_completion_tokens").intValue()).isEqualTo(16);
        assertThat(rules.learned()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"max_tokens, max_completion_tokens", "max_completion_tokens, max_tokens"})
    void givesTheTokenLimitItsOtherNameAndNotTheFirstAgain(String refused, String other) {
        RequestRules rules = rules(ServerSettings.NONE);
        ObjectNode sent = json(BODY.replace("max_tokens", refused));
        String words = "Unsupported parameter: '" + refused + "' is not supported. Use '" + other + "' instead.";

        assertThat(rules.learn(refusal(400, words, refused), sent)).isTrue();
        rules.apply(sent);

        assertThat(sent.path(other).intValue()).isEqualTo(16);
        assertThat(sent.has(refused)).isFalse();
        assertThat(rules.learn(refusal(400, "unknown field " + other, other), sent))
                .isFalse();
        assertThat(rules.learned()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_tokens is too large: 32768. This model supports at most 4096 completion tokens",
                "max_tokens: must be positive",
                "`max_tokens` must be less than or equal to `8`"
            })
    void aTokenLimitOutOfItsRangeIsNoOtherName(String words) {
        RequestRules rules = rules(ServerSettings.NONE);

        assertThat(learns(rules, 400, words, "max_tokens")).isFalse();
        assertThat(body(rules)).isEqualTo(json(BODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "messages", "stream", "options", "response_format", "format", "lora", "num"})
    void neverLeavesOutWhatARequestNeeds(String field) {
        RequestRules rules = rules(ServerSettings.NONE);
        ObjectNode sent = json(BODY);
        sent.set("response_format", JsonNodeFactory.instance.objectNode());
        sent.set("format", JsonNodeFactory.instance.objectNode());
        sent.set("lora", JsonNodeFactory.instance.arrayNode());

        assertThat(rules.learn(refusal(400, "this server does not take " + field, field), sent))
                .isFalse();
        assertThat(rules.learned()).isEmpty();
    }

    @Test
    void neverLeavesOutWhatTheUserAskedFor() {
        RequestRules rules = rules(settings(List.of(), false, null, "{\"seed\": 7, \"options\": {\"top_k\": 1}}"));

        assertThat(learns(rules, 400, "no seed here", "seed")).isFalse();
        assertThat(learns(rules, 400, "no top_k here", "top_k")).isFalse();
        assertThat(body(rules).path("seed").intValue()).isEqualTo(7);
        assertThat(body(rules).at("/options/top_k").intValue()).isEqualTo(1);
        assertThat(body(rules).at("/options/num_ctx").intValue()).isEqualTo(512);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 413, 429, 503})
    void learnsOnlyFromRefusalsOfTheRequest(int status) {
        assertThat(learns(rules(ServerSettings.NONE), status, "seed is not supported, system role neither", "seed"))
                .isFalse();
    }

    @Test
    void anErrorOfTheServerCountsOnlyWhereItSpeaksOfTheField() {
        assertThat(learns(rules(ServerSettings.NONE), 500, "create() got an unexpected keyword argument 'seed'", null))
                .isTrue();
        assertThat(learns(rules(ServerSettings.NONE), 500, "CUDA error while using seed 42", null))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this chat template knows no role system",
                "System role not supported",
                "Jinja Exception: System role not supported",
                "TemplateError: System messages are not allowed",
                "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
                "Invalid role: 'system'",
                "Conversation roles must alternate user/assistant/user/assistant/...",
                "Only user and assistant roles are supported!",
                "Only user, assistant and tool roles are supported, got system.",
                "messages: Unexpected role \"system\". The API accepts a top-level `system` parameter",
                "Developer instruction is not enabled for models/gemma-3-27b-it",
                "The system instruction is not supported by this model",
                "The first message must be from the user",
                "Conversation must start with a user message",
                "body.messages.0.role: Input should be 'user' or 'assistant'",
                "unsupported system prompt"
            })
    void putsASystemTextThatIsRefusedBeforeTheFirstUserTurn(String words) {
        for (int status : new int[] {400, 422, 500}) {
            RequestRules rules = rules(ServerSettings.NONE);

            assertThat(learns(rules, status, words, null)).isTrue();

            assertThat(body(rules).path("messages"))
                    .isEqualTo(json("{\"m\": [{\"role\": \"user\", \"content\": \"Sort.\\n\\nred\"}]}")
                            .path("m"));
            assertThat(learns(rules, status, words, null))
                    .as("there is none any more")
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"the model does not exist", "invalid request", "the file system is full", "unknown user"})
    void otherWordsAreNoRefusalOfTheSystemRole(String words) {
        assertThat(learns(rules(ServerSettings.NONE), 400, words, null)).isFalse();
    }

    @Test
    void doesWhatTheUserSays() {
        ObjectNode body = body(rules(settings(
                List.of("seed", "top_k"),
                true,
                "max_new_tokens",
                "{\"chat_template_kwargs\": {\"enable_thinking\": false}, \"stream_options\": {\"x\": 1}}")));

        ObjectNode expected = json("""
                {"model": "m", "messages": [{"role": "user", "content": "Sort.\\n\\nred"}],
                 "temperature": 0.7, "top_p": 1.0, "max_new_tokens": 16, "presence_penalty": 0.0, "stream": true,
                 "stream_options": {"include_usage": true, "x": 1}, "options": {"num_ctx": 512},
                 "chat_template_kwargs": {"enable_thinking": false}}
                """);
        assertThat(body).isEqualTo(expected);
    }

    @Test
    void aNameForTheTokenLimitThatTheUserGaveStays() {
        RequestRules rules = rules(settings(List.of(), false, "max_tokens", "{}"));

        assertThat(learns(rules, 400, "unsupported: max_tokens, use max_completion_tokens", "max_tokens"))
                .isFalse();
        assertThat(body(rules)).isEqualTo(json(BODY));
    }

    @Test
    void anEmptySystemTextGoesAndOneThatIsAloneBecomesTheQuestion() {
        RequestRules merging = rules(settings(List.of(), true, null, "{}"));
        ObjectNode empty = json(BODY.replace("Sort.", " "));
        ObjectNode alone = json("{\"messages\": [{\"role\": \"system\", \"content\": \"Sort.\"}]}");
        ObjectNode none = json("{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}]}");

        merging.apply(empty);
        merging.apply(alone);
        merging.apply(none);

        assertThat(empty.path("messages")).hasSize(1);
        assertThat(empty.at("/messages/0/content").asText()).isEqualTo("red");
        assertThat(alone.at("/messages/0/role").asText()).isEqualTo("user");
        assertThat(alone.at("/messages/0/content").asText()).isEqualTo("Sort.");
        assertThat(none.path("messages")).hasSize(1);
    }
}
