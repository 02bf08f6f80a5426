package org.adaptationlab.model.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptLengthTest {

    private static HttpRefusal refusal(int status, String words) {
        return new HttpRefusal(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .set("error", JsonNodeFactory.instance.objectNode().put("message", words))
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // OpenAI and those that copy its words
                "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
                "Your input exceeds the context window of this model. Please adjust your input and try again.",
                "Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300000 tokens.",
                "Please reduce the length of the messages or completion. Current length is 9000 while limit is 8192",
                // vLLM, old and new
                "You passed 9000 input tokens and requested 16 output tokens. However, the model's context length is only 8192"
                        + " tokens, resulting in a maximum input length of 8176 tokens. Please reduce the length",
                "The decoder prompt (length 9000) is longer than the maximum model length of 8192. Make sure that",
                "'max_tokens' or 'max_completion_tokens' is too large: 16. This model's maximum context length is 8192 tokens"
                        + " and your request has 8190 input tokens (16 > 8192 - 8190).",
                "max_tokens must be at least 1, got -807.",
                // SGLang
                "The input (9000 tokens) is longer than the model's context length (8192 tokens).",
                "Requested token count exceeds the model's maximum context length of 8192 tokens. You requested a total of"
                        + " 9016 tokens: 9000 tokens from the input messages and 16 tokens for the completion.",
                // Text Generation Inference, Together
                "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4090 `inputs` tokens",
                "Input validation error: `inputs` must have less than 1024 tokens. Given: 5000",
                // LM Studio
                "Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context"
                        + " length of only 4096 tokens, which is not enough. Try to load the model with a larger context",
                "The number of tokens to keep from the initial prompt is greater than the context length",
                "The prompt needs 5000 tokens, but the context of the loaded model overflows at 4096",
                // llama.cpp, its Python binding, LocalAI, Ollama
                "the request exceeds the available context size, try increasing it",
                "Requested tokens (5000) exceed context window of 4096",
                "rpc error: code = Unknown desc = the request exceeds the available context size (4096 tokens)",
                "the input length exceeds the context length",
                "prompt too long; exceeded max context length by 904 tokens",
                // Anthropic, Bedrock
                "prompt is too long: 250000 tokens > 200000 maximum",
                "input length and `max_tokens` exceed context limit: 199990 + 16 > 200000, decrease input length",
                "Input is too long for requested model.",
                "Too many input tokens. Please shorten the input",
                "Malformed input request: expected maxLength: 20000, actual: 30000, please reformat your input and try again.",
                // Mistral, Gemini, Vertex, Cohere, xAI, Qwen, Moonshot, Zhipu, watsonx, TensorRT-LLM, MLC, Fireworks
                "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length",
                "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
                "Unable to submit request because the input token count is 40000 but model only supports up to 32768.",
                "too many tokens: total number of tokens in the prompt cannot exceed 4081 - received 5000.",
                "This model's maximum prompt length is 131072 but the request contains 150000 tokens.",
                "Range of input length should be [1, 30720]",
                "Invalid request: Your request exceeded model token limit: 8192",
                "Prompt exceeds max length",
                "the number of input tokens 9000 cannot exceed the total tokens limit 8192 for this model",
                "Prompt length (9000) exceeds maximum input length (8192). Set log level to info",
                "Request prompt has 9000 tokens in total, larger than the model input length limit 4096.",
                "The prompt is too long: 9000, model maximum context length: 8191",
                // LiteLLM
                "litellm.ContextWindowExceededError: litellm.BadRequestError: OpenAIException - see above"
            })
    void knowsThePromptAsTheCause(String words) {
        assertThat(PromptLength.isTheCause(refusal(400, words))).isTrue();
        assertThat(PromptLength.isNamedIn(words)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context deadline exceeded",
                "Post \"http://127.0.0.1:1/completion\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
                "context canceled",
                "rpc error: code = Canceled desc = context canceled",
                "Request timed out: the maximum time for prompts is 60 s",
                "Rate limit reached for model on tokens per min (TPM): Limit 30000, Used 29000, Requested 9000.",
                "Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested 9000, please reduce",
                "Too many requests: the limit of input tokens per day is used up",
                "You exceeded your current quota of tokens, please check your plan and billing details.",
                "Your credit balance is too low; this request needs more tokens than you can afford at most",
                "max_tokens is too large: 32768. This model supports at most 4096 completion tokens, whereas you provided 32768.",
                "max_tokens: 100000 > 8192, which is the maximum allowed number of output tokens for this model",
                "`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the"
                        + " `context_window` for this model",
                "body.temperature: Input should be less than or equal to 2",
                "ensure this value is less than or equal to 2",
                "temperature must be at most 1",
                "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
                "Your input exceeds the threshold of our safety system",
                "Conversation roles must alternate user/assistant/user/assistant/...",
                "System role not supported",
                "this model does not take the parameter max_tokens",
                "CUDA out of memory. Tried to allocate 2.00 GiB, context exceeds",
                "The server is overloaded, too many prompts in its queue",
                "At most 1 image(s) may be provided in one prompt.",
                "The access token exceeds its lifetime",
                "the model does not exist",
                "invalid prompt",
                ""
            })
    void knowsOtherCauses(String words) {
        assertThat(PromptLength.isTheCause(refusal(400, words))).isFalse();
        assertThat(PromptLength.isTheCause(refusal(500, words))).isFalse();
        assertThat(PromptLength.isNamedIn(words)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {\"error\":{\"message\":\"no\",\"code\":\"context_length_exceeded\"}}",
                "400 | {\"error\":{\"code\":400,\"message\":\"no\",\"type\":\"exceed_context_size_error\",\"n_ctx\":4096}}",
                "400 | {\"error\":{\"message\":\"no\",\"code\":\"string_above_max_length\",\"param\":\"messages\"}}",
                "400 | {\"object\":\"error\",\"message\":\"no\",\"code\":\"context_length_exceeded\"}",
                "413 | {\"error\":{\"message\":\"Request Entity Too Large\",\"code\":\"request_too_large\"}}",
                "413 | <html>413 Request Entity Too Large</html>",
                "422 | {\"error\":\"Input validation error: `inputs` must have less than 9 tokens\",\"error_type\":\"validation\"}",
                "500 | {\"error\":\"the prompt is longer than the context length\"}",
                "400 | [{\"error\":{\"code\":400,\"message\":\"The input token count (1) exceeds the maximum number\"}}]",
                "400 | {\"error\":{\"message\":\"Provider returned error\",\"code\":400,\"metadata\":{\"raw\":"
                        + "\"This model's maximum context length is 8 tokens\"}}}"
            })
    void knowsItFromWhateverTheServerSendsBesideWords(int status, String body) {
        assertThat(PromptLength.isTheCause(new HttpRefusal(status, body))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 502, 503, 504})
    void otherStatusesHaveOtherCauses(int status) {
        assertThat(PromptLength.isTheCause(refusal(status, "the prompt exceeds the context length")))
                .isFalse();
    }

    @Test
    void aQuotaThatARequestExceedsAloneIsNoWindow() {
        HttpRefusal refusal = refusal(413, "Request too large on tokens per minute (TPM): Limit 6000, Requested 9000");

        assertThat(PromptLength.isTheCause(refusal)).isFalse();
    }
}
