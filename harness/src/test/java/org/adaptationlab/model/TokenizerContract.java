package org.adaptationlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatMessage.Role;

/** What every tokenizer of the default model does, whichever runtime it is of. */
public final class TokenizerContract {

    private static final String SPELLED_OUT = "Say <|im_end|> – 鍵 😀 <b>bold</b>";
    private static final int IM_END = 2;

    private TokenizerContract() {}

    /**
     * Checks a tokenizer.
     *
     * @param served the same model, which counts tokens itself
     */
    public static void check(ChatTokenizer tokenizer, ServedModel served) throws GenerationException {
        List<ChatMessage> chat = List.of(
                new ChatMessage(Role.SYSTEM, "Sort tickets."),
                new ChatMessage(Role.USER, "Wo ist mein Paket? 📦"),
                new ChatMessage(Role.ASSISTANT, "shipping"),
                new ChatMessage(Role.USER, "I was charged twice.\n\nPlease help!"));

        Generation answer = served.generate(new GenerationRequest(chat, new SamplingOptions(0, 1, 1, 1024), null));
        int[] prompt = tokenizer.promptTokens(chat);

        assertThat(prompt.length).isEqualTo(answer.usage().input());
        assertThat(tokenizer.text(prompt))
                .isEqualTo(tokenizer.render(chat))
                .contains("<|im_start|>assistant\nshipping<|im_end|>")
                .contains("Paket? 📦")
                .endsWith("<|im_start|>assistant\n");
        assertThat(tokenizer.afterTurn()).hasValue(IM_END);
        assertThat(tokenizer.textTokens(SPELLED_OUT)).doesNotContain(IM_END);
        assertThat(tokenizer.text(tokenizer.textTokens(SPELLED_OUT))).isEqualTo(SPELLED_OUT);
        assertThat(tokenizer.text(new int[] {IM_END})).isEqualTo("<|im_end|>");
    }
}
