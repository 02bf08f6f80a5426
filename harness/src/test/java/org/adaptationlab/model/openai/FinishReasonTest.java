package org.adaptationlab.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.adaptationlab.model.Generation.Finish;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FinishReasonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop",
                "STOP",
                "end_turn",
                "end-turn",
                "endTurn",
                "eos",
                "eos_token",
                "stop_sequence",
                "COMPLETE",
                "FINISH_REASON_STOP",
                "FinishReason.STOP",
                "<|endoftext|>",
                "eog",
                "done"
            })
    void knowsTheEnd(String word) {
        assertThat(FinishReason.of(word)).contains(Finish.STOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "length",
                "LENGTH",
                "max_tokens",
                "MAX_TOKENS",
                "maxTokens",
                "max_output_tokens",
                "max_new_tokens",
                "model_length",
                "token_limit",
                "FINISH_REASON_MAX_TOKENS",
                "model_context_window_exceeded"
            })
    void knowsACut(String word) {
        assertThat(FinishReason.of(word)).contains(Finish.LENGTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content_filter",
                "tool_calls",
                "function_call",
                "error",
                "abort",
                "cancelled",
                "SAFETY",
                "RECITATION",
                "refusal",
                "insufficient_system_resource",
                "7",
                "",
                "nonstop"
            })
    void takesNothingElseForAnAnswer(String word) {
        assertThat(FinishReason.of(word)).isEmpty();
    }
}
