package org.adaptationlab.model.openai;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.model.Generation.Finish;

/** The words that servers have for why an answer ended. */
final class FinishReason {

    private static final Set<String> ENDED = Set.of(
            "stop",
            "stop_sequence",
            "stop_token",
            "end_turn",
            "end",
            "eos",
            "eos_token",
            "complete",
            "completed",
            "finished");
    private static final Set<String> CUT =
            Set.of("length", "max_tokens", "max_output_tokens", "max_length", "model_length", "token_limit");

    private FinishReason() {}

    /** What a word means; empty where the server did something else than answer, or nobody knows. */
    static Optional<Finish> of(String word) {
        String folded = word.toLowerCase(Locale.ROOT);
        if (ENDED.contains(folded)) {
            return Optional.of(Finish.STOP);
        }
        return CUT.contains(folded) ? Optional.of(Finish.LENGTH) : Optional.empty();
    }
}
