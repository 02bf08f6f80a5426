package org.adaptationlab.guard;

import java.util.List;
import java.util.Optional;
import org.adaptationlab.guard.GuardResult.Status;

/**
 * Judges whether a served model says what it said within its trainer. Another chat template, another base or an adapter
 * that is scaled otherwise change answers without making them empty or equal to the base's, so nothing else shows it.
 */
public final class AdapterParityGuard {

    /** Of a prompt's beginning, and of its end, in a sentence; run.json has all of it. */
    private static final int SHOWN = 200;

    private AdapterParityGuard() {}

    /**
     * What the answers to the same training examples say.
     *
     * @param pairs at least one
     */
    public static GuardResult judge(String mode, List<AnswerPair> pairs) {
        List<AnswerPair> others = pairs.stream().filter(pair -> !pair.same()).toList();
        Optional<String> otherPrompt =
                pairs.stream().flatMap(pair -> pair.otherPrompt().stream()).findFirst();
        String says = "the server says what the trainer says, " + (pairs.size() - others.size()) + " of " + pairs.size()
                + " training examples";
        if (others.isEmpty()) {
            return found(
                    Status.PASS,
                    mode + ": " + says
                            + otherPrompt.map(words -> "; yet " + words).orElse(""),
                    pairs);
        }
        return found(
                Status.WARN,
                mode + ": " + otherPrompt.map(words -> words + "; ").orElse("") + says + "; " + first(others.get(0))
                        + "; " + meaning(others.size(), otherPrompt.isPresent()),
                pairs);
    }

    /** The examples could not be asked. */
    public static GuardResult unknown(String mode, String reason) {
        return Guard.ADAPTER_PARITY.found(
                Status.WARN, mode + ": whether the server says what the trainer says could not be checked: " + reason);
    }

    private static String first(AnswerPair other) {
        return other.example() + ": trainer \"" + shortened(other.trainer().strip()) + "\", server \""
                + shortened(other.server().strip()) + "\", prompt of the trainer \"" + shortened(other.prompt()) + "\"";
    }

    private static String meaning(int others, boolean otherPrompt) {
        return others == 1 && !otherPrompt
                ? "one that differs may be the rounding of quantised weights"
                : "the model that is measured is not quite the one that was trained: compare the chat templates, the"
                        + " base and the file of the adapter";
    }

    private static GuardResult found(Status status, String detail, List<AnswerPair> pairs) {
        return new GuardResult(Guard.ADAPTER_PARITY.word(), status, detail, pairs);
    }

    private static String shortened(String text) {
        int points = text.codePointCount(0, text.length());
        if (points <= 2 * SHOWN) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, SHOWN))
                + " … "
                + text.substring(text.offsetByCodePoints(text.length(), -SHOWN));
    }
}
