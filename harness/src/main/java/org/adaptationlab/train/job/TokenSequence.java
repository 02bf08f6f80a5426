package org.adaptationlab.train.job;

import java.util.Arrays;

/**
 * A tokenised training pair: the prompt, then the answer with its end token. Arrays are not copied.
 *
 * @param prompt at least one token
 * @param answer at least one token
 */
public record TokenSequence(int[] prompt, int[] answer) {

    public TokenSequence {
        if (prompt.length == 0 || answer.length == 0) {
            throw new IllegalArgumentException("prompt of " + prompt.length + ", answer of " + answer.length);
        }
    }

    /** Tokens that go into the model: all but the last, which is only predicted. */
    public int length() {
        return prompt.length + answer.length - 1;
    }

    public int token(int position) {
        return position < prompt.length ? prompt[position] : answer[position - prompt.length];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenSequence that
                && Arrays.equals(prompt, that.prompt)
                && Arrays.equals(answer, that.answer);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(prompt) + Arrays.hashCode(answer);
    }
}
