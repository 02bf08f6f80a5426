package org.adaptationlab.report.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.summary.SummaryRow;

/** What a reader must bear in mind with the figures of a run. */
final class Caveats {

    private Caveats() {}

    static List<String> of(RunResults results) {
        List<String> caveats = new ArrayList<>();
        String failure = results.provenance().failure();
        if (failure != null) {
            caveats.add("The run ended early: " + failure + ". These are the results until then.");
        }
        String doubt = results.claims().doubt();
        if (doubt != null) {
            boolean leftOut = results.provenance().guard(Guard.ONE_MACHINE).isPresent();
            caveats.add((leftOut
                            ? "Nothing is said of times, and of costs that follow them: "
                            : "Times, and costs that follow them, are shown as measured; nothing is claimed of them: ")
                    + doubt + ".");
        } else {
            results.provenance()
                    .guard(Guard.MACHINE_DRIFT)
                    .filter(found -> found.status() != GuardResult.Status.PASS)
                    .ifPresent(found -> caveats.add("The machine did not keep its speed: " + found.detail() + "."));
        }
        Optional.ofNullable(InFlightWords.caveat(results.provenance())).ifPresent(caveats::add);
        int failed = sum(results, row -> row.counts().callsFailed());
        int unparsed = sum(results, row -> row.counts().unparsed());
        int truncated = sum(results, row -> row.counts().truncated());
        if (failed > 0) {
            caveats.add(Figures.counted(failed, "call") + (failed == 1 ? " failed and counts" : " failed and count")
                    + " in no rate and in no pair.");
        }
        if (unparsed + truncated > 0) {
            caveats.add("Counted as wrong, over all modes: "
                    + Words.list(
                            Stream.of(counted(unparsed, "unparsable answer"), counted(truncated, "truncated answer"))
                                    .filter(part -> !part.isEmpty())
                                    .toList())
                    + ".");
        }
        if (results.summaries().size() > results.byMode().size()) {
            caveats.add("The figures of a mode with several adapters are their means.");
        }
        CostAssumptions cost = results.provenance().cost();
        if (cost != null
                && results.summaries().stream().anyMatch(row -> row.costs().per1000Usd() != null)) {
            caveats.add("Costs are assumed, not measured: " + Notes.assumptions(cost, results.provenance()) + ".");
        }
        results.provenance().modes().stream()
                .map(Provenance.ModeRecord::facts)
                .filter(facts -> facts.note() != null)
                .map(facts -> facts.mode().mode() + ": " + facts.note() + ".")
                .distinct()
                .forEach(caveats::add);
        return caveats;
    }

    private static String counted(int n, String noun) {
        return n == 0 ? "" : Figures.counted(n, noun);
    }

    private static int sum(RunResults results, ToIntFunction<SummaryRow> count) {
        return results.byMode().values().stream().mapToInt(count).sum();
    }
}
