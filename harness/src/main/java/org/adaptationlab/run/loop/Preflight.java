package org.adaptationlab.run.loop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.plan.RunPlan;

/**
 * Tries every mode before the first one is measured, so that a run which can't go well ends in seconds and not after hours:
 * each mode's prompt, with a training example, goes to the base. An adapter is not applied yet; without it a model may well
 * talk past its limit, so what is cut or empty counts only of modes without one, and of thinking that took all tokens.
 */
final class Preflight {

    /** Further examples that a mode is tried with where the first one gave nothing. */
    private static final int FURTHER = 2;

    private static final int SHOWN = 60;

    private final RunPlan plan;
    private final Asker asker;
    private final Listener listener;

    /** Asks a mode of the base. */
    @FunctionalInterface
    interface Asker {
        Generation ask(ModeDefinition mode, Example example) throws GenerationException;
    }

    /** Hears what came of each mode. */
    interface Listener {

        void tried(String mode, String outcome);

        void warn(String what);
    }

    Preflight(RunPlan plan, Asker asker, Listener listener) {
        this.plan = plan;
        this.asker = asker;
        this.listener = listener;
    }

    /** How a call ended. */
    private enum End {
        ANSWERED("answered"),
        CUT("was cut at the token limit"),
        THINKING("used all its tokens up by thinking"),
        EMPTY("was empty"),
        TOO_LONG("did not fit into the context"),
        REFUSED("failed");

        private final String words;

        End(String words) {
            this.words = words;
        }
    }

    /** A call that was tried, and what is to be said of it. */
    private record Try(End end, String words) {}

    /**
     * Tries the modes.
     *
     * @return what the guard found; STOP where all of them gave nothing
     * @throws PrerequisiteException when a mode can't be asked at all
     */
    GuardResult of(List<ModeDefinition> modes) {
        Map<ModeDefinition, List<Try>> tries = new LinkedHashMap<>();
        for (ModeDefinition mode : modes) {
            List<Try> ofMode = new ArrayList<>(List.of(ask(mode, plan.sample())));
            for (int i = 1;
                    i <= FURTHER
                            && ofMode.get(0).end() != End.ANSWERED
                            && i < plan.pool().size();
                    i++) {
                ofMode.add(ask(mode, plan.pool().get(i)));
            }
            listener.tried(mode.name(), ofMode.get(0).words());
            requireAsked(mode, ofMode);
            tries.put(mode, ofMode);
        }
        return judged(tries);
    }

    private Try ask(ModeDefinition mode, Example example) {
        try {
            Generation answer = asker.ask(mode, example);
            End end = end(answer);
            return new Try(end, end == End.ANSWERED ? words(answer) : end.words + tokens(answer));
        } catch (GenerationException e) {
            End end = e.isPromptTooLong() ? End.TOO_LONG : End.REFUSED;
            return new Try(end, end.words + ": " + e.getMessage());
        }
    }

    private static End end(Generation answer) {
        boolean blank = answer.text().isBlank();
        if (answer.thinking() == Generation.Thinking.UNFINISHED && answer.finish() == Generation.Finish.LENGTH) {
            return End.THINKING;
        }
        if (answer.finish() == Generation.Finish.LENGTH) {
            return End.CUT;
        }
        return blank ? End.EMPTY : End.ANSWERED;
    }

    private static String words(Generation answer) {
        String text = answer.text().strip().replaceAll("\\s+", " ");
        return "\"" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "\"" + tokens(answer);
    }

    private static String tokens(Generation answer) {
        Integer input = answer.usage().input();
        Integer output = answer.usage().output();
        return input == null || output == null ? "" : " (" + input + " tokens read, " + output + " written)";
    }

    private void requireAsked(ModeDefinition mode, List<Try> tries) {
        if (tries.stream().allMatch(one -> one.end() == End.REFUSED)) {
            throw new PrerequisiteException("mode \"" + mode.name() + "\" can't be asked, so nothing was measured: "
                    + tries.get(0).words()
                    + "; mend that, say under server: how the server wants to be asked (omit, system,"
                    + " token-limit, extra), or leave the mode out with --modes");
        }
    }

    private GuardResult judged(Map<ModeDefinition, List<Try>> tries) {
        Map<ModeDefinition, List<Try>> hopeless = tries.entrySet().stream()
                .filter(mode -> counts(mode.getKey(), mode.getValue()))
                .filter(mode -> mode.getValue().stream().noneMatch(one -> one.end() == End.ANSWERED))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
        long judged = tries.entrySet().stream()
                .filter(mode -> counts(mode.getKey(), mode.getValue()))
                .count();
        String all = tries.size() + " modes tried with a training example before the first was measured";
        if (hopeless.isEmpty()) {
            return Guard.PREFLIGHT.found(Status.PASS, all);
        }
        String found = hopeless.entrySet().stream()
                .map(mode -> mode.getKey().name() + " " + mode.getValue().get(0).words())
                .collect(Collectors.joining("; "));
        End first = hopeless.values().iterator().next().get(0).end();
        boolean stop = hopeless.size() == judged;
        String detail = all + ": " + found + "; " + remedy(first);
        if (!stop) {
            listener.warn("preflight: " + detail);
        }
        return Guard.PREFLIGHT.found(stop ? Status.STOP : Status.WARN, detail + (stop ? "; nothing was measured" : ""));
    }

    private static boolean counts(ModeDefinition mode, List<Try> tries) {
        boolean adapted = mode.adaptation().adapterSource().isPresent();
        boolean sure = tries.stream().allMatch(one -> one.end() == End.THINKING || one.end() == End.TOO_LONG);
        return !mode.isReference() && (!adapted || sure);
    }

    private String remedy(End end) {
        return switch (end) {
            case THINKING ->
                plan.sampling().thinking()
                        ? "thinking counts to max-output-tokens ("
                                + plan.sampling().maxOutputTokens()
                                + "): raise it to some thousands, or turn thinking off"
                        : "the model thinks although sampling: {thinking: false} was sent or can't be: turn it off at the server,"
                                + " with server: {extra: …} as it wants it, or raise max-output-tokens to some thousands";
            case CUT ->
                "raise max-output-tokens (" + plan.sampling().maxOutputTokens() + "), or limit the answers with"
                        + " constrain: true";
            case TOO_LONG ->
                "raise context-tokens (" + plan.sampling().contextTokens() + "), or show fewer shots and passages";
            default -> "look at the model's chat template and stop words";
        };
    }
}
