package org.adaptationlab.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.adaptationlab.guard.GuardResult.Status;

/** The guards that count outcomes: failures, truncation, empty-answers, unparsed. */
public final class AnswerGuards {

    private static final double NEVER = 1;

    private AnswerGuards() {}

    /**
     * How the calls of a mode ended.
     *
     * @param control a control is there to be bad at something: it never stops a run
     * @param unparsed that can't be read, the empty ones with them
     * @param promptsCut prompts that did not fit, so that nothing was generated
     * @param answersCut answers that reached the token limit
     */
    public record Counts(
            String mode,
            boolean control,
            int calls,
            int failed,
            int unparsed,
            int empty,
            int promptsCut,
            int answersCut) {}

    /** A result for each of the guards. */
    public static List<GuardResult> check(List<Counts> modes) {
        return List.of(
                failures(modes),
                truncation(modes),
                new Check(
                                Guard.EMPTY_ANSWERS,
                                "answers were empty",
                                "no answer was empty",
                                0,
                                GuardLimits.EMPTY_STOP,
                                "look at the prompt, the chat template and the stop words")
                        .of(modes, Counts::empty),
                new Check(
                                Guard.UNPARSED,
                                "answers were unparsable",
                                "every answer could be parsed",
                                GuardLimits.UNPARSED_WARN,
                                NEVER,
                                "limit the answers (constrain: true), or say the form in the prompt")
                        .of(modes, Counts::unparsed));
    }

    private static GuardResult failures(List<Counts> modes) {
        return new Check(
                        Guard.FAILURES,
                        "calls failed",
                        "no call failed",
                        GuardLimits.FAILED_WARN,
                        GuardLimits.FAILED_STOP,
                        "mend what they failed of, and run the lab again")
                .of(modes, Counts::failed);
    }

    private static GuardResult truncation(List<Counts> modes) {
        GuardResult prompts = new Check(
                        Guard.TRUNCATION,
                        "prompts did not fit into the context",
                        "every prompt fit into the context",
                        0,
                        GuardLimits.PROMPT_CUT_STOP,
                        "raise context-tokens, or show fewer shots and passages")
                .of(modes, Counts::promptsCut);
        GuardResult answers = new Check(
                        Guard.TRUNCATION,
                        "answers were truncated at the token limit",
                        "no answer was truncated",
                        0,
                        GuardLimits.ANSWER_CUT_STOP,
                        "raise max-output-tokens, or limit the answers")
                .of(modes, Counts::answersCut);
        return GuardResult.together(List.of(prompts, answers));
    }

    /** One share with its limits; {@code none} says that there was no case of it. */
    private record Check(Guard guard, String what, String none, double warnAbove, double stopAbove, String remedy) {

        GuardResult of(List<Counts> modes, ToIntFunction<Counts> count) {
            Status worst = Status.PASS;
            List<String> found = new ArrayList<>();
            for (Counts mode : modes) {
                int calls = guard == Guard.FAILURES ? mode.calls() : mode.calls() - mode.failed();
                Status status = status(mode, count.applyAsInt(mode), calls);
                if (status != Status.PASS) {
                    found.add(mode.mode() + " " + count.applyAsInt(mode) + " of " + calls);
                    worst = status.compareTo(worst) > 0 ? status : worst;
                }
            }
            int all = modes.stream().mapToInt(count).sum();
            String detail = worst == Status.PASS
                    ? (all == 0 ? none : all + " " + what + ", " + percent(warnAbove) + " are allowed")
                    : what + ": " + String.join(", ", found) + " (" + limits() + "); " + remedy;
            return guard.found(worst, detail);
        }

        private Status status(Counts mode, int count, int calls) {
            double share = calls == 0 ? 0 : (double) count / calls;
            boolean mayStop = guard == Guard.FAILURES || !mode.control();
            if (share > stopAbove && mayStop) {
                return Status.STOP;
            }
            return share > warnAbove ? Status.WARN : Status.PASS;
        }

        private String limits() {
            return (warnAbove == 0 ? "none is expected" : "up to " + percent(warnAbove) + " of a mode is expected")
                    + (stopAbove < NEVER ? ", above " + percent(stopAbove) + " the run is void" : "");
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
