package org.adaptationlab.model.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.TokenUsage;
import org.adaptationlab.model.call.CallFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilentCutTest {

    private static final int WINDOW = 1000;

    /** The longest shot has 100 bytes, so 132 tokens at most with its frame. */
    @ParameterizedTest
    @CsvSource({
        "0, 983, 16, no",
        "0, 984, 16, no",
        "0, 990, 11, yes",
        "0, 1000, , yes",
        "2, 868, 16, no",
        "2, 869, 16, yes",
        "2, , 16, no"
    })
    void isSeenFromTheCounts(int shots, @Nullable Integer prompt, @Nullable Integer answer, String cut) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(new ChatMessage(Role.SYSTEM, "s".repeat(5000)));
        for (int i = 0; i < shots; i++) {
            messages.add(new ChatMessage(Role.USER, "u".repeat(99) + i));
            messages.add(new ChatMessage(Role.ASSISTANT, "a"));
        }
        messages.add(new ChatMessage(Role.USER, "q".repeat(5000)));
        GenerationRequest request = new GenerationRequest(messages, new SamplingOptions(0, 1, 16, WINDOW), null);
        TokenUsage usage = new TokenUsage(prompt, answer);

        if (cut.equals("no")) {
            assertThatCode(() -> SilentCut.check(request, usage)).doesNotThrowAnyException();
        } else {
            CallFailure refusal = catchThrowableOfType(CallFailure.class, () -> SilentCut.check(request, usage));
            assertThat(refusal.toGenerationException(URI.create("http://x"), "m", 1)
                            .isPromptTooLong())
                    .isTrue();
        }
    }
}
