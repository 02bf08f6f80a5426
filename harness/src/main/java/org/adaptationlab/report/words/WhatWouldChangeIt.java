package org.adaptationlab.report.words;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.decide.Decision.MarginFlip;
import org.adaptationlab.decide.Decision.VolumeStep;

/** What would change a decision. */
final class WhatWouldChangeIt {

    /** Nobody asks what costs less for a single request. */
    private static final double LEAST_REQUESTS = 2;

    private WhatWouldChangeIt() {}

    static List<String> of(Decision decision) {
        List<String> changes = new ArrayList<>();
        if (decision.byQualityAlone()) {
            changes.add(ofQuality(decision));
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
        List<VolumeStep> volumes = decision.volumes();
        for (int i = 0; i + 1 < volumes.size(); i++) {
            double requests = volumes.get(i + 1).fromRequests();
            if (requests >= LEAST_REQUESTS) {
                changes.add("Fewer than " + Figures.count(requests) + " requests in all: then "
                        + volumes.get(i).mode() + " costs less, adapting included.");
            }
        }
        if (wider == null && narrower == null) {
            changes.add("No other margin would change it.");
        }
        return changes;
    }

    private static String ofQuality(Decision decision) {
        List<String> others = decision.othersWithinMargin();
        return others.isEmpty()
                ? "Times on a quiet machine would tell what each mode costs, and what a wider margin would save."
                : "Times on a quiet machine would tell whether " + Words.list(others, "or")
                        + " does the same for less.";
    }
}
