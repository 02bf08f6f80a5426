package org.adaptationlab.report.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.decide.Decision.Candidate;
import org.adaptationlab.decide.Sureness;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.summary.ComparisonRow;

/** How sure a decision is, in words that follow from its figures. */
final class Confidence {

    private Confidence() {}

    static List<String> of(Decision decision, RunResults results) {
        List<String> sure = new ArrayList<>();
        sure.add(share(decision, results));
        if (!decision.notRuledOut().isEmpty()) {
            sure.add("With " + Figures.counted(decision.examples(), "example") + " it is not ruled out that "
                    + Words.list(decision.notRuledOut(), "or") + " is better by more than "
                    + Figures.points(decision.margin()) + " points.");
        }
        compared(decision, results)
                .ifPresent(
                        row -> sure.add(against(row, results.provenance().lab().baseline())));
        if (!decision.samePrice().isEmpty()) {
            sure.add("The " + Words.noun(decision.prefer()) + " of " + Words.list(decision.samePrice())
                    + " differs from that of " + decision.recommended()
                    + " by less than this machine's drift: which is "
                    + Words.worse(decision.prefer()) + " is not claimed.");
        }
        if (!decision.singleSeed().isEmpty()) {
            sure.add(Words.list(decision.singleSeed())
                    + ": trained with one seed only; another seed may give another result.");
        }
        return sure;
    }

    private static String share(Decision decision, RunResults results) {
        double share = decision.candidate(decision.recommended()).share();
        String others = decision.candidates().stream()
                .filter(one -> !one.mode().equals(decision.recommended()) && one.share() >= 0.005)
                .max(Comparator.comparingDouble(Candidate::share))
                .map(one -> "; " + one.mode() + " in " + whole(one.share()))
                .orElse("");
        Sureness sureness = decision.sureness();
        boolean warned =
                results.provenance().guards().stream().anyMatch(guard -> guard.status() == GuardResult.Status.WARN);
        return word(sureness)
                + (warned && sureness.compareTo(Sureness.FAIRLY) <= 0 ? ", as far as chance goes" : "")
                + ": drawing the examples anew " + Figures.count(decision.resamples())
                + " times, this mode is chosen in " + whole(share) + others + ".";
    }

    private static String word(Sureness sureness) {
        return switch (sureness) {
            case VERY -> "Very sure";
            case FAIRLY -> "Fairly sure";
            case NOT_VERY -> "Not very sure";
            case TOSS_UP -> "Close to a toss-up";
        };
    }

    private static String whole(double share) {
        return share > 0.995 && share < 1 ? "more than " + Figures.wholePercent(0.99) : Figures.wholePercent(share);
    }

    /** The chosen mode against the baseline; where it is the baseline, the best of the others against it. */
    private static Optional<ComparisonRow> compared(Decision decision, RunResults results) {
        String baseline = results.provenance().lab().baseline();
        String chosen = decision.recommended();
        String other = !chosen.equals(baseline)
                ? baseline
                : decision.candidates().stream()
                        .filter(one -> !one.mode().equals(chosen))
                        .max(Comparator.comparingDouble(Candidate::quality))
                        .map(Candidate::mode)
                        .orElse("");
        return results.mainComparisons().stream()
                .filter(row -> row.pairs().n() > 0 && row.isOf(chosen, other))
                .findFirst();
    }

    private static String against(ComparisonRow row, String baseline) {
        Double p = row.statistics().decidingP();
        String range = row.statistics().interval() == null
                ? ""
                : " (" + Figures.INTERVAL + " "
                        + Figures.signedPoints(row.statistics().interval())
                        + (p == null ? "" : "; " + PairWords.adjustedPWithSign(row.statistics()))
                        + ")";
        return row.modeA() + " against " + row.modeB() + (row.modeB().equals(baseline) ? ", the baseline: " : ": ")
                + Figures.signedPoints(row.pairs().difference()) + " points" + range + ": " + PairWords.finding(row)
                + ".";
    }
}
