package org.adaptationlab.report.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.decide.Decision.Candidate;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * The decision of a run in plain words, the figures under it.
 *
 * @param todo what to do, in a few words
 * @param mode the mode that is recommended, null where none is
 * @param why what speaks for it
 * @param sure how sure it is
 * @param flips what would change it
 * @param caveats what else a reader must bear in mind
 */
public record Advice(
        String todo,
        @Nullable String mode,
        List<String> why,
        List<String> sure,
        List<String> flips,
        List<String> caveats) {

    public static Advice of(RunResults results) {
        Provenance provenance = results.provenance();
        Decision decision = provenance.decision();
        List<String> caveats = Caveats.of(results);
        if (decision == null) {
            boolean judged =
                    results.summaries().stream().anyMatch(row -> row.quality().value() != null);
            return none(
                    judged
                            ? "This run's files hold figures and no decision: an earlier version wrote them."
                            : "Nothing can be said: no mode gave an answer that could be judged.",
                    List.of(),
                    caveats);
        }
        if (!provenance.stops().isEmpty()) {
            List<String> reasons = provenance.stops().stream()
                    .map(guard -> guard.name() + ": " + guard.detail() + ".")
                    .toList();
            return none(
                    "No claim may rest on this run: stopped by "
                            + Words.list(provenance.stops().stream()
                                    .map(GuardResult::name)
                                    .toList())
                            + ".",
                    reasons,
                    caveats);
        }
        Candidate best = decision.candidate(decision.best());
        if (best.quality() == 0) {
            return none(
                    "Use none of these modes as they are.",
                    List.of(
                            "None of them gave a right answer. Look at the examples below for what they answer instead."),
                    caveats);
        }
        if (decision.candidates().size() == 1) {
            return none(
                    "Measure another mode beside " + best.mode() + ".",
                    List.of(Words.sentence(best.mode() + " is right on " + Figures.percent(best.quality())
                            + "; with nothing to compare it with, there is nothing to choose")),
                    caveats);
        }
        return new Advice(
                "Use " + decision.recommended() + technique(decision.recommended(), results) + ".",
                decision.recommended(),
                why(decision, results),
                Confidence.of(decision, results),
                Flips.of(decision),
                caveats);
    }

    private static Advice none(String todo, List<String> why, List<String> caveats) {
        return new Advice(todo, null, why, List.of(), List.of(), caveats);
    }

    public boolean recommends(String name) {
        return name.equals(mode);
    }

    /** Names of modes are the lab's own: what they stand for has to be said; empty where the name says it. */
    private static String technique(String mode, RunResults results) {
        return Optional.ofNullable(results.byMode().get(mode))
                .map(row -> Words.technique(row.mode().technique()))
                .filter(technique -> !technique.equals(mode))
                .map(technique -> " (" + technique + ")")
                .orElse("");
    }

    private static List<String> why(Decision decision, RunResults results) {
        Candidate chosen = decision.candidate(decision.recommended());
        Candidate best = decision.candidate(decision.best());
        String margin = Figures.points(decision.margin()) + " points";
        String right = Figures.percent(chosen.quality()) + " of its answers are right";
        List<String> within = decision.candidates().stream()
                .filter(one -> one.withinMargin() && !one.mode().equals(chosen.mode()))
                .map(Candidate::mode)
                .toList();
        List<String> why = new ArrayList<>();
        if (within.isEmpty()) {
            why.add(Words.sentence(right + ", the most of all modes, and no other comes within " + margin
                    + ", the margin of this lab"));
        } else if (decision.byQualityAlone()) {
            why.add(Words.sentence(right + ", the most of all modes; " + Words.list(within) + " "
                    + (within.size() == 1 ? "is" : "are") + " within " + margin + " of it, and whether "
                    + (within.size() == 1 ? "it is " : "one of them is ") + Words.comparative(decision.prefer())
                    + " can't be said"));
        } else if (chosen.mode().equals(best.mode())) {
            why.add(Words.sentence(right + ", the most of all modes; " + Words.list(within) + " "
                    + (within.size() == 1 ? "is" : "are") + " within " + margin + " of it, but "
                    + (within.size() == 1 ? "is " : "are ") + Words.dearer(decision.prefer())));
        } else {
            why.add(Words.sentence("It is the " + Words.superlative(decision.prefer()) + " mode within " + margin
                    + " of the best: " + right + ", where " + best.mode() + " has " + Figures.percent(best.quality())
                    + (decision.differenceShown() ? "" : "; no difference between the two is shown")));
        }
        why.add(price(decision, chosen, results));
        return why;
    }

    private static String price(Decision decision, Candidate chosen, RunResults results) {
        Double request = chosen.requestUsd();
        String cost = request == null ? "" : "1,000 requests cost about " + Figures.usd(request * 1000);
        if (decision.doubt() != null) {
            return cost.isEmpty()
                    ? "No claim is made of time and cost: the machine was not quiet while this was measured."
                    : cost + "; no claim is made of time: the machine was not quiet while this was measured.";
        }
        String time = "An answer takes " + Figures.time(chosen.medianMs());
        String adapting = results.byMode().values().stream()
                .filter(row ->
                        row.mode().mode().equals(chosen.mode()) && row.costs().adaptSeconds() != null)
                .map(row -> ", and adapting took " + Figures.seconds(row.costs().adaptSeconds()) + ", once")
                .findFirst()
                .orElse("");
        if (cost.isEmpty()) {
            return time + adapting + ".";
        }
        return (decision.prefer() == Preference.COST
                        ? cost + "; an answer takes " + Figures.time(chosen.medianMs())
                        : time + "; " + cost)
                + adapting + ".";
    }
}
