package org.adaptationlab.model.ollama;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.TokenUsage;
import org.adaptationlab.model.call.CallFailure;

/**
 * Finds answers of servers that cut a prompt which does not fit and say nothing, as Ollama did before 0.12.6 (its
 * {@code server/prompt.go} and {@code runner}): whole turns are dropped first, the oldest first, but never the system
 * message nor the last turn; what still does not fit is cut to the size of the window; and an answer that reaches the
 * window's end drops half of what came before it.
 *
 * <p>A server that dropped turns did so because with one turn more it would not have fitted, and a turn has at most as
 * many tokens as bytes and a few for its frame. So a prompt that is further than that from the window was not cut. One
 * that is nearer may be whole; it counts as cut, because nobody can tell.
 */
final class SilentCut {

    /** More tokens than any chat template puts around a turn. */
    private static final int FRAME_TOKENS = 32;

    private SilentCut() {}

    /** @throws CallFailure when the server may have cut the prompt */
    static void check(GenerationRequest request, TokenUsage usage) throws CallFailure {
        Integer prompt = usage.input();
        if (prompt == null) {
            return;
        }
        int window = request.sampling().contextTokens();
        int answer = usage.output() == null ? 0 : usage.output();
        if (prompt >= window || prompt + answer > window || prompt > window - longestDroppable(request.messages())) {
            throw CallFailure.promptTooLong("the prompt fills the context window (" + prompt + " of " + window
                    + " tokens), and this version of Ollama cuts what does not fit without saying so; raise"
                    + " context-tokens, shorten the prompt, or use Ollama 0.12.6 or newer, which can refuse instead");
        }
    }

    /** Most tokens that a turn has which may be dropped. */
    private static int longestDroppable(List<ChatMessage> messages) {
        return messages.subList(0, messages.size() - 1).stream()
                .filter(message -> message.role() != ChatMessage.Role.SYSTEM)
                .mapToInt(message -> message.text().getBytes(StandardCharsets.UTF_8).length + FRAME_TOKENS)
                .max()
                .orElse(0);
    }
}
