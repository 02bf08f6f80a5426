package org.adaptationlab.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.tune.CandidateScores.Mean;

/**
 * Which candidate of a mode is taken, by the rule of one standard error (Breiman and others, Classification and Regression
 * Trees, 1984, section 3.4.3) for pairs: all candidates answer the same examples, so each is held against the best by the
 * standard error of their mean difference. Of the best and those no more than one such error behind it, the mode's own
 * settings are taken if they are among them, else the first in the order of the lab file.
 *
 * @param best zero-based number of the candidate with the highest mean, the first of several
 * @param chosen zero-based number of the one that is taken
 * @param behind how far each is behind the best; empty where they have no example together
 * @param reason in one sentence
 */
record Choice(int best, int chosen, List<Optional<Mean>> behind, String reason) {

    /** The rule in the words of tuning.txt. */
    static final String RULE =
            "Taken is the mode's own setting if it is no more than one standard error behind the best"
                    + " candidate (of their mean difference, example by example), else the first in the lab file's order that is.";

    private static final int PERCENT = 100;

    Choice {
        behind = List.copyOf(behind);
    }

    /**
     * Chooses.
     *
     * @param names of the candidates, in the order of the lab file
     * @param own number of the one that has the mode's settings now, -1 for none
     * @throws ResultFormatException when no candidate has a score
     */
    static Choice of(List<String> names, List<CandidateScores> candidates, int own) {
        int best = -1;
        for (int i = 0; i < candidates.size(); i++) {
            double mean = mean(candidates.get(i));
            if (!Double.isNaN(mean) && (best < 0 || mean > mean(candidates.get(best)))) {
                best = i;
            }
        }
        if (best < 0) {
            throw new ResultFormatException(
                    names + ": no candidate has a score, so none can be chosen; lab report tells what went wrong");
        }
        List<Optional<Mean>> behind = new ArrayList<>();
        for (CandidateScores candidate : candidates) {
            behind.add(candidate.behind(candidates.get(best)));
        }
        int chosen = own >= 0 && isNear(behind.get(own)) ? own : firstNear(behind, best);
        return new Choice(best, chosen, behind, reason(names, behind, best, chosen, own));
    }

    private static double mean(CandidateScores candidate) {
        return candidate.mean().map(Mean::value).orElse(Double.NaN);
    }

    private static int firstNear(List<Optional<Mean>> behind, int best) {
        for (int i = 0; i < best; i++) {
            if (isNear(behind.get(i))) {
                return i;
            }
        }
        return best;
    }

    /** One example tells nothing: with an error that is not known only the best is as good as the best. */
    private static boolean isNear(Optional<Mean> behind) {
        return behind.filter(mean -> mean.value() <= 0
                        || (Double.isFinite(mean.standardError()) && mean.value() <= mean.standardError()))
                .isPresent();
    }

    private static String reason(List<String> names, List<Optional<Mean>> behind, int best, int chosen, int own) {
        String found = chosen == best
                ? names.get(best) + " has the highest mean"
                : names.get(best) + " has the highest mean; " + names.get(chosen) + " is " + points(behind.get(chosen))
                        + " behind, within one standard error";
        if (chosen == own) {
            return found + (chosen == best ? "" : ", and") + (chosen == best ? ", and is" : " is")
                    + " what the lab file has: it stays";
        }
        if (own < 0) {
            return found + "; the lab file has settings that are none of the candidates";
        }
        return found + "; " + names.get(own) + ", which the lab file has, is " + points(behind.get(own))
                + " behind, more than one standard error";
    }

    private static String points(Optional<Mean> behind) {
        return behind.map(mean -> String.format(
                        Locale.ROOT,
                        "%.1f points (standard error %s)",
                        PERCENT * mean.value(),
                        Double.isFinite(mean.standardError())
                                ? String.format(Locale.ROOT, "%.1f", PERCENT * mean.standardError())
                                : "not known"))
                .orElse("not comparable, and so not known to be");
    }
}
