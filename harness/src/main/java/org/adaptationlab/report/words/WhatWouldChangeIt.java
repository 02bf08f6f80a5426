package org.adaptationlab.report.words;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.decide.Decision.MarginFlip;
import org.adaptationlab.decide.Decision.VolumeStep;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.result.record.Provenance;

/** What would change a decision. */
final class WhatWouldChangeIt {

    /** Nobody asks what costs less for a single request. */
    private static final double LEAST_REQUESTS = 2;

    private WhatWouldChangeIt() {}

    static List<String> of(Decision decision, Provenance provenance) {
        List<String> changes = new ArrayList<>();
        if (decision.byQualityAlone()) {
            changes.add(ofQuality(decision, isDisturbed(provenance)));
            return changes;
        }
        MarginFlip wider = decision.wider();
        if (wider != null) {
            changes.add("A margin of " + Figures.points(wider.margin()) + " points rather than "
                    + Figures.points(decision.margin()) + ": then " + wider.mode() + ".");
        }
        MarginFlip narrower = decision.narrower();
        if (narrower != null) {
            changes.add(
                    "A margin below " + Figures.points(narrower.margin()) + " points: then " + narrower.mode() + ".");
        }
        changes.addAll(ofVolume(decision));
        if (wider == null && narrower == null) {
            changes.add("No other margin would change it.");
        }
        return changes;
    }

    private static List<String> ofVolume(Decision decision) {
        List<VolumeStep> volumes = decision.volumes();
        if (volumes.isEmpty()) {
            return List.of();
        }
        String recommended = decision.recommended();
        if (decision.candidate(recommended).adaptUsd() == null) {
            return List.of("What training " + recommended
                    + " cost is not known here, so it is not said from how many requests on it costs least.");
        }
        List<String> changes = new ArrayList<>();
        boolean leadsToIt = volumes.get(volumes.size() - 1).mode().equals(recommended);
        for (int i = 0; leadsToIt && i + 1 < volumes.size(); i++) {
            double requests = volumes.get(i + 1).fromRequests();
            if (requests >= LEAST_REQUESTS) {
                changes.add("Fewer than " + Figures.count(requests) + " requests in all: then "
                        + volumes.get(i).mode() + " costs less, adapting included.");
            }
        }
        return changes;
    }

    private static boolean isDisturbed(Provenance provenance) {
        return provenance
                .guard(Guard.MACHINE_LOAD)
                .filter(found -> found.status() != GuardResult.Status.PASS)
                .isPresent();
    }

    /** @param disturbed whether other work made the times doubtful; else the drift was not measured */
    private static String ofQuality(Decision decision, boolean disturbed) {
        List<String> others = decision.othersWithinMargin();
        String times = decision.doubt() == null
                ? "Times and prices of every candidate would tell "
                : disturbed
                        ? "Times on a quiet machine would tell "
                        : "Times of a run that measures the machine's drift too would tell ";
        boolean byCost = decision.prefer() == Preference.COST;
        return others.isEmpty()
                ? times + "what each mode " + (byCost ? "costs" : "takes") + ", and what a wider margin would save."
                : times + "whether " + Words.list(others, "or") + " does the same "
                        + (byCost ? "for less." : "in less time.");
    }
}
