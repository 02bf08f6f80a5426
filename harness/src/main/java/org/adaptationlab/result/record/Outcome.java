package org.adaptationlab.result.record;

import org.adaptationlab.score.Score;
import org.jspecify.annotations.Nullable;

/** How one measured call ended. */
public sealed interface Outcome {

    /** The word in the {@code outcome} column. */
    String word();

    /** Raw text of the model, null where there was none. */
    @Nullable
    String output();

    /** The answer read out of the text, null where there is none. */
    default @Nullable String answer() {
        return null;
    }

    /** What went wrong in one line, null where nothing did. */
    default @Nullable String error() {
        return null;
    }

    /** 0 to 1; 0 for an answer that can't be read or was cut; null where the call failed or could not be judged. */
    @Nullable
    Double score();

    /** An answer was read and judged (or the scorer could not run: {@link Score.Ungraded}). */
    record Answered(String output, String answer, Score grade) implements Outcome {
        @Override
        public String word() {
            return "answered";
        }

        @Override
        public @Nullable Double score() {
            return grade instanceof Score.Graded graded ? graded.value() : null;
        }

        @Override
        public @Nullable String error() {
            return grade instanceof Score.Ungraded ungraded ? ungraded.cause() : null;
        }
    }

    /** The model answered, but not with anything that is an answer to the task (or with nothing). */
    record Unparsed(String output) implements Outcome {
        @Override
        public String word() {
            return "unparsed";
        }

        @Override
        public Double score() {
            return 0.0;
        }
    }

    /** The answer reached the token limit, or the prompt did not fit into the context window. */
    record Truncated(@Nullable String output, @Nullable String error) implements Outcome {
        @Override
        public String word() {
            return "truncated";
        }

        @Override
        public Double score() {
            return 0.0;
        }
    }

    /** The call failed for good; it has no score and leaves every pair it would be in. */
    record Failed(String error) implements Outcome {
        @Override
        public String word() {
            return "failed";
        }

        @Override
        public @Nullable String output() {
            return null;
        }

        @Override
        public @Nullable Double score() {
            return null;
        }
    }
}
