package org.adaptationlab.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.adaptationlab.lab.SamplingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiServerTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "api.openai.com, system, OPEN_AI",
                "eu.api.openai.com, system, OPEN_AI",
                "me.openai.azure.com, '', OPEN_AI",
                "API.OPENAI.COM, '', OPEN_AI",
                "notopenai.com, '', UNKNOWN",
                "gpu, vllm, VLLM",
                "gpu, VLLM, VLLM",
                "gpu, sglang, SGLANG",
                "gpu, llamacpp, LLAMA_CPP",
                "gpu, library, OLLAMA",
                "gpu, organization-owner, UNKNOWN",
                "none, '', UNKNOWN"
            })
    void isKnownByItsHostOrByWhoOwnsItsModels(String host, String owner, OpenAiServer kind) {
        assertThat(OpenAiServer.of(host, List.of("somebody", owner))).isEqualTo(kind);
    }

    /** The fields that LangChain4j has made are there before. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VLLM | 0 | {max_tokens:16, top_p:1.0, top_k:-1, min_p:0.0, repetition_penalty:1.0,"
                        + " chat_template_kwargs:{enable_thinking:false}, cache_salt:g}",
                "VLLM | 0.7 | {max_tokens:16, top_p:1.0, top_k:-1, min_p:0.0, repetition_penalty:1.0,"
                        + " chat_template_kwargs:{enable_thinking:false}, cache_salt:g}",
                "SGLANG | 0 | {max_tokens:16, top_p:1.0, top_k:-1, min_p:0.0, repetition_penalty:1.0,"
                        + " chat_template_kwargs:{enable_thinking:false}}",
                "LLAMA_CPP | 0 | {max_tokens:16, top_p:1.0, top_k:0, min_p:0.0, typical_p:1.0, repeat_penalty:1.0,"
                        + " cache_prompt:false, chat_template_kwargs:{enable_thinking:false}}",
                "OPEN_AI | 0 | {max_completion_tokens:16}",
                "OPEN_AI | 0.7 | {max_completion_tokens:16, top_p:1.0}",
                "OLLAMA | 0 | {max_tokens:16}",
                "UNKNOWN | 0 | {max_tokens:16}",
                "UNKNOWN | 0.7 | {max_tokens:16, top_p:1.0}"
            })
    void isToldWhatItWouldDecideByItself(OpenAiServer server, double temperature, String expected)
            throws JsonProcessingException {
        ObjectNode body = new ObjectMapper().createObjectNode().put("max_tokens", 16);

        server.neutralise(body, new SamplingOptions(temperature, 42, 16, 512), "g");

        String json =
                expected.replaceAll("([a-z_]+):", "\"$1\":").replace(":g}", ":\"d0caae7217b057be40b732a9f1384407\"}");
        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(body.toString())).isEqualTo(mapper.readTree(json));
    }

    @Test
    void isNotGivenAGroupWhereThereIsNone() {
        ObjectNode body = new ObjectMapper().createObjectNode();

        OpenAiServer.VLLM.neutralise(body, new SamplingOptions(0, 42, 16, 512, true, true, List.of()), null);

        assertThat(body.has("cache_salt")).isFalse();
        assertThat(body.at("/chat_template_kwargs/enable_thinking").booleanValue())
                .isTrue();
    }

    @Test
    void saysWhatCannotBeSet() {
        assertThat(OpenAiServer.VLLM.notSet()).isEmpty();
        assertThat(OpenAiServer.UNKNOWN.notSet()).contains("top-k", "thinking");
    }
}
