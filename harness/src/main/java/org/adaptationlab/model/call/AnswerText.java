package org.adaptationlab.model.call;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.model.Generation.Thinking;
import org.jspecify.annotations.Nullable;

/**
 * The text of an answer as it comes in pieces, each with its time. What the model thought before it is no part of it,
 * whether it came in a field of its own or in the text. Which pieces were thinking may show only at the end.
 */
final class AnswerText {

    private final StringBuilder text = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>();
    private @Nullable Long thinkingNanos;
    private ThoughtTags.@Nullable Parts parts;

    /** A piece that came at a time; {@code end} is the length of the text with it. */
    private record Piece(int end, long nanos) {}

    /** Adds a piece that came at this time. */
    void add(String piece, long nanos) {
        if (!piece.isEmpty()) {
            text.append(piece);
            pieces.add(new Piece(text.length(), nanos));
            parts = null;
        }
    }

    /** Thinking came at this time, in a field of its own. */
    void noteThinking(long nanos) {
        if (thinkingNanos == null) {
            thinkingNanos = nanos;
        }
    }

    /** The answer without the thinking; empty where that was cut before its end. */
    String answer() {
        ThoughtTags.Parts parts = parts();
        return text.substring(parts.answer(), parts.end());
    }

    /** When the first piece of the answer came; null where there is none. */
    @Nullable
    Long answerNanos() {
        ThoughtTags.Parts parts = parts();
        if (parts.answer() == parts.end()) {
            return null;
        }
        int start = parts.answer();
        return pieces.stream()
                .filter(piece -> piece.end() > start)
                .map(Piece::nanos)
                .findFirst()
                .orElse(null);
    }

    /** When the first piece of the thinking came; null where there was none. */
    @Nullable
    Long thinkingNanos() {
        if (thinkingNanos != null) {
            return thinkingNanos;
        }
        return parts().thought() ? firstNanos() : null;
    }

    /** When the first piece of any kind came; null where nothing came. */
    @Nullable
    Long firstNanos() {
        Long ofText = pieces.isEmpty() ? null : Long.valueOf(pieces.get(0).nanos());
        if (thinkingNanos == null || ofText == null) {
            return thinkingNanos == null ? ofText : thinkingNanos;
        }
        return Math.min(thinkingNanos, ofText);
    }

    /** What shows of the thinking, now that the answer has ended. */
    Thinking thinking() {
        ThoughtTags.Parts parts = parts();
        boolean none = answer().isBlank();
        if (parts.thought()) {
            return parts.over() && !none ? Thinking.IN_TEXT : Thinking.UNFINISHED;
        }
        if (thinkingNanos == null) {
            return Thinking.NONE;
        }
        return none ? Thinking.UNFINISHED : Thinking.APART;
    }

    private ThoughtTags.Parts parts() {
        ThoughtTags.Parts known = parts == null ? ThoughtTags.of(text.toString()) : parts;
        parts = known;
        return known;
    }
}
