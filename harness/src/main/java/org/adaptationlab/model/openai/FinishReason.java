package org.adaptationlab.model.openai;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.model.Generation.Finish;

/** The words that servers have for why an answer ended. */
final class FinishReason {

    /** Letters only. */
    private static final Set<String> ENDED = Set.of(
            "stop",
            "stopped",
            "stopsequence",
            "stopsequences",
            "stoptoken",
            "stopword",
            "stopwords",
            "stopstring",
            "endturn",
            "endofturn",
            "endoftext",
            "endofsequence",
            "end",
            "eos",
            "eostoken",
            "eog",
            "complete",
            "completed",
            "finish",
            "finished",
            "done",
            "success",
            "normal");

    private static final Set<String> CUT = Set.of(
            "length",
            "limit",
            "maxtokens",
            "maxoutputtokens",
            "maxcompletiontokens",
            "maxnewtokens",
            "maxlength",
            "modellength",
            "tokenlimit",
            "tokenlimitreached",
            "lengthlimit",
            "contextlength",
            "modelcontextwindowexceeded",
            "truncated");

    private FinishReason() {}

    /** What a word means; empty where the server did something else than answer, or nobody knows. */
    static Optional<Finish> of(String word) {
        String folded = word.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "").replaceFirst("^finishreason", "");
        if (ENDED.contains(folded)) {
            return Optional.of(Finish.STOP);
        }
        return CUT.contains(folded) ? Optional.of(Finish.LENGTH) : Optional.empty();
    }
}
