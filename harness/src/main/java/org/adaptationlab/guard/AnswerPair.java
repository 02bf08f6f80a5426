package org.adaptationlab.guard;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a trained model says to one training example within its trainer, and what it says as it is served.
 *
 * @param mode label of the mode, with its adapter
 * @param example its id
 * @param prompt the chat as text, as the trainer had it
 * @param target what was taught
 * @param trainer the trainer's answer
 * @param cut whether the trainer cut it: then no more than that is compared
 * @param server the server's answer
 * @param trainerTokens of the prompt, null where the trainer does not say
 * @param serverTokens of the prompt, null where the server does not say
 */
public record AnswerPair(
        String mode,
        String example,
        String prompt,
        String target,
        String trainer,
        boolean cut,
        String server,
        @Nullable Integer trainerTokens,
        @Nullable Integer serverTokens) {

    /** What a tokenizer makes of a character that is cut in two. */
    private static final String HALF_CHARACTERS = "\ufffd+$";

    public AnswerPair {
        Objects.requireNonNull(trainer, "trainer");
        Objects.requireNonNull(server, "server");
    }

    /** Whether both say the same, spaces at the ends aside. */
    public boolean same() {
        String served = server.strip();
        return cut
                ? served.startsWith(trainer.replaceFirst(HALF_CHARACTERS, "").strip())
                : served.equals(trainer.strip());
    }

    /** Says that the two prompts differ in length, where that is known. */
    public Optional<String> otherPrompt() {
        return (trainerTokens == null) || (serverTokens == null) || trainerTokens.equals(serverTokens)
                ? Optional.empty()
                : Optional.of("the server's prompt has " + serverTokens + " tokens, the trainer's " + trainerTokens
                        + ": the templates differ");
    }
}
