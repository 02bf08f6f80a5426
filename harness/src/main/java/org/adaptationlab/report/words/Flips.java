package org.adaptationlab.report.words;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.decide.Decision.MarginFlip;
import org.adaptationlab.decide.Decision.VolumeStep;

/** What would change a decision. */
final class Flips {

    private Flips() {}

    static List<String> of(Decision decision) {
        List<String> flips = new ArrayList<>();
        if (decision.byQualityAlone()) {
            flips.add(ofQuality(decision));
            return flips;
        }
        MarginFlip wider = decision.wider();
        if (wider != null) {
            double loss = wider.margin();
            flips.add("If " + Figures.points(loss) + " points of quality did not matter (the margin is "
                    + Figures.points(decision.margin()) + "): " + wider.mode() + ".");
        }
        MarginFlip narrower = decision.narrower();
        if (narrower != null) {
            flips.add("If " + Figures.points(narrower.margin()) + " points of quality mattered: " + narrower.mode()
                    + ".");
        }
        List<VolumeStep> volumes = decision.volumes();
        for (int i = 0; i + 1 < volumes.size(); i++) {
            flips.add("Below " + Figures.count(volumes.get(i + 1).fromRequests()) + " requests in all, "
                    + volumes.get(i).mode() + " costs less, adapting included.");
        }
        if (volumes.size() == 1) {
            flips.add("No number of requests: within the margin nothing is cheaper at any volume.");
        }
        if (wider == null && narrower == null) {
            flips.add("No other margin: at every margin it stays the choice.");
        }
        return flips;
    }

    private static String ofQuality(Decision decision) {
        String others = Words.list(decision.candidates().stream()
                .filter(one -> one.withinMargin() && !one.mode().equals(decision.recommended()))
                .map(Decision.Candidate::mode)
                .toList());
        String again = "Times on a quiet machine: measure again to learn ";
        return others.isEmpty()
                ? again + "what the modes cost, and what a wider margin would save."
                : again + "whether " + others + " would do for less.";
    }
}
