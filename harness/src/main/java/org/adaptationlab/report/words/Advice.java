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
import org.adaptationlab.result.record.ShardRecord;
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
        List<String> caveats = Caveats.of(results);
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
        if (provenance.failure() != null) {
            return none(
                    "No mode is recommended: the run ended early.",
                    List.of("The modes were not all asked the same examples. Go on with " + resume(provenance) + "."),
                    caveats);
        }
        ShardRecord shard = provenance.selection().shard();
        if (shard != null) {
            return none(
                    "Nothing is decided: this is " + shard.words() + ", merge first.",
                    List.of("It has " + provenance.selection().examples().size() + " of the " + shard.of()
                            + " examples. lab merge puts the " + shard.count()
                            + " shards together and computes everything again."),
                    caveats);
        }
        Decision decision = provenance.decision();
        return decision == null ? undecided(results, caveats) : of(decision, results, caveats);
    }

    private static Advice undecided(RunResults results, List<String> caveats) {
        boolean judged =
                results.summaries().stream().anyMatch(row -> row.quality().value() != null);
        return judged
                ? none(
                        "No mode is recommended: each lacks scores for more than 5 % of the examples.",
                        List.of("Look at the calls that failed, mend what made them fail, and run the lab again."),
                        caveats)
                : none("Nothing can be said: no mode gave an answer that could be judged.", List.of(), caveats);
    }

    /** The command that goes on; the runs of a lab that varies a setting are parts of a curve with an id of its own. */
    private static String resume(Provenance provenance) {
        Provenance.LabCopy lab = provenance.lab();
        ShardRecord shard = provenance.selection().shard();
        boolean varied = lab.text().lines().anyMatch(line -> line.startsWith("vary:"));
        return "lab run " + lab.file()
                + (shard == null ? "" : " --shard " + shard.index() + "/" + shard.count()) + " --resume"
                + (varied ? "" : " " + provenance.run().runId());
    }

    private static Advice of(Decision decision, RunResults results, List<String> caveats) {
        MetricWords metric = metric(results);
        Candidate best = decision.candidate(decision.best());
        if (best.quality() == 0) {
            return none(
                    "Use none of these modes as they are.",
                    List.of(Words.sentence((metric.shareOfRight()
                                    ? "none of them gave a right answer"
                                    : "the " + metric.name() + " of all of them is 0")
                            + "; look at the examples below for what they answer instead")),
                    caveats);
        }
        List<String> why = new ArrayList<>();
        if (decision.candidates().size() == 1) {
            why.add(best.mode() + ": " + reached(decision, best, metric, results) + nothingElse(results));
            leftOut(decision).forEach(why::add);
            return none("Measure another mode beside " + best.mode() + ".", why, caveats);
        }
        why.add(Words.sentence(quality(decision, metric, results)));
        if (metric.shareOfRight() && best.quality() < 0.5) {
            why.add("Even the best mode gives more wrong answers than right ones.");
        }
        why.add(price(decision, decision.candidate(decision.recommended()), results));
        leftOut(decision).forEach(why::add);
        return new Advice(
                "Use " + decision.recommended() + technique(decision.recommended(), results) + ".",
                decision.recommended(),
                why,
                Confidence.of(decision, results),
                WhatWouldChangeIt.of(decision, results.provenance()),
                caveats);
    }

    /** How the metric of a run is spoken of. */
    private static MetricWords metric(RunResults results) {
        return MetricWords.of(results.provenance().lab().metric());
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

    private static String quality(Decision decision, MetricWords metric, RunResults results) {
        Candidate chosen = decision.candidate(decision.recommended());
        Candidate best = decision.candidate(decision.best());
        String margin = Figures.points(decision.margin()) + " points";
        String reached = reached(decision, chosen, metric, results);
        List<String> within = decision.othersWithinMargin();
        String others = Words.list(within) + " " + Words.are(within) + " within " + margin + " of it";
        if (within.isEmpty()) {
            return reached + ", the best of all candidates, and no other candidate comes within " + margin
                    + ", the margin of this lab";
        }
        if (decision.byQualityAlone()) {
            return reached + ", the best of all candidates; " + others + ", and whether "
                    + (within.size() == 1 ? "it is " : "one of them is ") + Words.comparative(decision.prefer())
                    + " can't be said";
        }
        if (chosen.mode().equals(best.mode())) {
            return reached + ", the best of all candidates; " + others + ", and "
                    + (decision.samePrice().containsAll(within)
                            ? "no difference in " + Words.noun(decision.prefer()) + " can be claimed"
                            : "none of them is shown to be " + Words.comparative(decision.prefer()));
        }
        String place = decision.samePrice().isEmpty()
                ? "it is the " + Words.superlative(decision.prefer()) + " candidate within " + margin + " of the best"
                : "of the candidates within " + margin + " of the best that " + Words.least(decision.prefer())
                        + ", it is the best";
        return place + ": "
                + reached
                + "; for " + best.mode() + " it is " + Figures.percent(best.quality())
                + (decision.differenceShown() ? "" : ", and no difference between the two is shown");
    }

    private static String nothingElse(RunResults results) {
        return results.mainComparisons().isEmpty()
                ? "; with nothing to compare it with, there is nothing to choose."
                : "; the other modes are no candidates, so there is nothing to choose.";
    }

    /** A mode that failed at some examples is held against the others on those that all have. */
    private static String reached(Decision decision, Candidate mode, MetricWords metric, RunResults results) {
        int measured = results.provenance().selection().examples().size();
        return metric.sentence(mode.quality())
                + (decision.examples() < measured
                        ? " on the " + decision.examples() + " examples that all candidates have a score for"
                        : "");
    }

    static List<String> leftOut(Decision decision) {
        List<String> sentences = new ArrayList<>();
        decision.leftOut()
                .forEach(mode -> sentences.add(mode.mode() + " is no candidate: it has scores for only " + mode.scored()
                        + " of " + mode.of() + " examples."));
        if (!decision.unpriced().isEmpty()) {
            boolean timeAsked = decision.byQualityAlone() && decision.prefer() == Preference.LATENCY;
            sentences.add((timeAsked ? "No time is known for " : "No price is known for ")
                    + Words.list(decision.unpriced())
                    + (decision.byQualityAlone()
                            ? ", so quality decides here."
                            : ", so time decides here and not cost."));
        }
        return sentences;
    }

    private static String atVolume(Decision decision) {
        Double perHour = decision.perHour();
        return perHour == null ? "" : " at " + Figures.whole(perHour) + " requests per hour, by the measured load";
    }

    private static String price(Decision decision, Candidate chosen, RunResults results) {
        Double request = chosen.requestUsd();
        String cost =
                request == null ? "" : "1,000 requests cost about " + Figures.usd(request * 1000) + atVolume(decision);
        if (decision.doubt() != null) {
            return cost.isEmpty()
                    ? "Nothing is claimed of time and cost: " + decision.doubt() + "."
                    : cost + "; nothing is claimed of time: " + decision.doubt() + ".";
        }
        String time = chosen.medianMs() == null ? "" : "An answer takes " + Figures.time(chosen.medianMs());
        String adapting = results.byMode().values().stream()
                .filter(row ->
                        row.mode().mode().equals(chosen.mode()) && row.costs().adaptSeconds() != null)
                .map(row -> ", and adapting took " + Figures.seconds(row.costs().adaptSeconds()) + ", once")
                .findFirst()
                .orElse("");
        if (cost.isEmpty() && time.isEmpty()) {
            return "Neither its time nor its cost is known.";
        }
        if (cost.isEmpty() || time.isEmpty()) {
            return cost + time + adapting + ".";
        }
        return (decision.prefer() == Preference.COST
                        ? cost + "; an answer takes " + Figures.time(chosen.medianMs())
                        : time + "; " + cost)
                + adapting + ".";
    }
}
