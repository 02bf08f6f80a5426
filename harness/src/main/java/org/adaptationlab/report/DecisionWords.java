package org.adaptationlab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.measure.CostAssumptions;
import org.adaptationlab.measure.Decision;
import org.adaptationlab.measure.Decision.Candidate;
import org.adaptationlab.measure.Decision.MarginFlip;
import org.adaptationlab.measure.Decision.VolumeStep;
import org.adaptationlab.result.Provenance;
import org.jspecify.annotations.Nullable;

/** The decision of a run in plain words: what to do, how sure that is, what would change it. */
final class DecisionWords {

    private static final int REQUESTS = 1000;
    /** A mode that is recommended in fewer resamples is not worth a word. */
    private static final double LEAST_SHARE = 0.005;

    private final Decision decision;
    private final Candidate chosen;
    private final Provenance provenance;

    DecisionWords(Decision decision, Provenance provenance) {
        this.decision = decision;
        this.chosen = decision.candidate(decision.recommended());
        this.provenance = provenance;
    }

    /** What to do, and why. */
    String use() {
        long within =
                decision.candidates().stream().filter(Candidate::withinMargin).count();
        String margin = Figures.points(decision.margin()) + " points";
        if (within == 1) {
            return "Use " + chosen.mode() + ": no other mode comes within " + margin + " of it.";
        }
        String price = price(chosen);
        return "Use " + chosen.mode() + ": of the " + within + " modes within " + margin + " of the best figure it "
                + (decision.prefer() == Preference.COST ? "costs least" : "answers fastest")
                + (price.isEmpty() ? "" : " (" + price + ")") + ".";
    }

    /** How sure it is, what would change it, and what it rests on. */
    List<String> details() {
        List<String> details = new ArrayList<>();
        if (decision.candidates().size() > 1) {
            details.add(sure());
            details.add(flips());
        }
        if (!decision.recommended().equals(decision.best())) {
            details.add(
                    decision.differenceShown()
                            ? decision.best() + " is better by " + Figures.points(chosen.loss()) + " points ("
                                    + Figures.points(chosen.lossInterval().low()) + " to "
                                    + Figures.points(chosen.lossInterval().high())
                                    + "), which the lab's margin allows."
                            : "No difference shown between " + decision.recommended() + " and " + decision.best()
                                    + ", the best figure.");
        }
        Double drift = provenance.drift().worst();
        if (!decision.samePrice().isEmpty() && drift != null) {
            details.add((decision.prefer() == Preference.COST ? "The price" : "The time") + " of "
                    + decision.recommended() + " can't be told from that of "
                    + Headline.words(decision.samePrice()) + ": their times differ by less than the machine drifted ("
                    + Figures.percent(drift) + ").");
        }
        decision.singleSeed()
                .forEach(mode ->
                        details.add(mode + " stands on one adapter: another training seed may do better or worse."));
        CostAssumptions cost = provenance.cost();
        if (cost != null) {
            details.add("Costs are assumed, not measured: " + Notes.assumptions(cost, provenance.run()) + ".");
        }
        return details;
    }

    private String sure() {
        List<String> shares = decision.candidates().stream()
                .filter(candidate -> candidate.share() >= LEAST_SHARE)
                .sorted(Comparator.comparingDouble(Candidate::share).reversed())
                .map(candidate -> candidate.mode() + " in " + Figures.fixed(candidate.share() * 100, 0) + " %")
                .toList();
        return "How sure: with the examples resampled " + Figures.count(decision.resamples())
                + " times the same rule recommends " + Headline.words(shares) + ".";
    }

    private String flips() {
        List<String> flips = new ArrayList<>();
        List<VolumeStep> steps = decision.volumes();
        for (int i = 0; i + 1 < steps.size(); i++) {
            flips.add("up to about " + Figures.count(steps.get(i + 1).fromRequests()) + " requests in all "
                    + steps.get(i).mode() + " costs less, adapting included");
        }
        MarginFlip narrower = decision.narrower();
        if (narrower != null) {
            flips.add("with a margin below " + Figures.points(narrower.margin()) + " points it would be "
                    + narrower.mode());
        }
        MarginFlip wider = decision.wider();
        if (wider != null) {
            flips.add("with a margin of " + Figures.points(wider.margin()) + " points or more " + wider.mode());
        }
        return flips.isEmpty()
                ? "What would change it: no request volume and no margin."
                : "What would change it: " + String.join("; ", flips) + ".";
    }

    private String price(Candidate candidate) {
        if (decision.prefer() == Preference.LATENCY) {
            return candidate.medianMs() == null ? "" : "median " + Figures.time(candidate.medianMs());
        }
        Double usd = candidate.requestUsd();
        return usd == null ? "" : "about " + Figures.usd(usd * REQUESTS) + " for 1,000 requests at assumed prices";
    }

    /** Of a run, null where nothing could be judged. */
    static @Nullable DecisionWords of(Provenance provenance) {
        Decision decision = provenance.decision();
        return decision == null ? null : new DecisionWords(decision, provenance);
    }
}
