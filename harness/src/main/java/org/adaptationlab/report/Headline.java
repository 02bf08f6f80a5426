package org.adaptationlab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.measure.GuardResult;
import org.adaptationlab.measure.GuardResult.Status;
import org.adaptationlab.measure.MachineDrift;
import org.adaptationlab.result.ComparisonRow;
import org.adaptationlab.result.Provenance;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.SummaryRow;

/**
 * The answer in plain words: what to use, and how it stands to the other modes. It names a best mode only where the
 * tests in comparisons.csv tell it from every other; otherwise it says that no difference is shown. A run that a guard
 * stopped has no answer.
 *
 * @param answer one or two sentences
 * @param details what it rests on, what it costs, and what to bear in mind
 */
record Headline(String answer, List<String> details) {

    static Headline of(RunResults results) {
        Standing standing = Standing.of(results);
        List<String> details = new ArrayList<>();
        String failure = results.provenance().failure();
        if (failure != null) {
            details.add("The run ended early: " + failure + ". These are the results until then.");
        }
        if (standing.ranked().isEmpty()) {
            return guarded(results.provenance(), new Headline("No mode gave an answer that could be judged.", details));
        }
        DecisionWords decision = DecisionWords.of(results.provenance());
        if (decision != null) {
            details.addAll(decision.details());
        }
        details.addAll(grounds(standing));
        details.addAll(price(standing, results.provenance().drift()));
        details.addAll(caveats(results));
        String use = decision == null || standing.ranked().size() == 1 ? "" : decision.use() + " ";
        return guarded(results.provenance(), new Headline(use + answer(standing), List.copyOf(details)));
    }

    /** Where a guard stopped the run its figures are shown, but not as an answer. */
    private static Headline guarded(Provenance provenance, Headline headline) {
        List<String> details = new ArrayList<>();
        provenance.guards().stream()
                .filter(guard -> guard.status() != Status.PASS)
                .sorted(Comparator.comparing(GuardResult::status).reversed())
                .forEach(guard -> details.add(
                        "Guard " + guard.name() + " (" + guard.status().word() + "): " + guard.detail() + "."));
        List<GuardResult> stops = provenance.stops();
        if (stops.isEmpty()) {
            return new Headline(
                    headline.answer(),
                    Stream.concat(headline.details().stream(), details.stream()).toList());
        }
        details.add("What the figures would say if the run were sound: " + headline.answer());
        details.addAll(headline.details());
        return new Headline(
                "No claim may rest on this run: stopped by "
                        + words(stops.stream().map(GuardResult::name).toList()) + ".",
                details);
    }

    private static String answer(Standing standing) {
        SummaryRow best = standing.best();
        if (standing.ranked().size() == 1) {
            return figure(best) + ". It is the only mode that was measured.";
        }
        SummaryRow second = standing.ranked().get(1);
        List<SummaryRow> rivals = standing.rivals();
        if (rivals.isEmpty()) {
            return name(best) + " is best: " + rate(best) + ", "
                    + Figures.points(standing.leadOver(second)) + " points ahead of "
                    + name(second) + " " + interval(second) + ".";
        }
        return "No difference shown between "
                + words(Stream.concat(Stream.of(best), rivals.stream())
                        .map(row -> name(row) + " " + interval(row))
                        .toList())
                + ".";
    }

    private static List<String> grounds(Standing standing) {
        List<String> grounds = new ArrayList<>();
        List<SummaryRow> rivals = standing.rivals();
        if (!rivals.isEmpty()) {
            int shared = rivals.stream()
                    .flatMap(row -> standing.pairWithBest(row).stream())
                    .mapToInt(pair -> pair.pairs().n())
                    .min()
                    .orElse(0);
            double p = rivals.stream()
                    .flatMap(row -> standing.pairWithBest(row).stream())
                    .mapToDouble(Headline::p)
                    .min()
                    .orElse(1);
            grounds.add("The lead of " + name(standing.best()) + ", the best figure, is within what chance does on "
                    + Figures.counted(shared, "shared example") + " (" + Figures.p(p)
                    + (rivals.size() > 1 ? " at the least" : "")
                    + "): more examples would be needed to tell them apart.");
        }
        List<SummaryRow> behind = standing.behind();
        if (!behind.isEmpty()) {
            double p = behind.stream()
                    .flatMap(row -> standing.pairWithBest(row).stream())
                    .mapToDouble(Headline::p)
                    .max()
                    .orElse(1);
            grounds.add("The lead of " + name(standing.best()) + " over "
                    + words(behind.stream().map(Headline::name).toList())
                    + " is more than chance (" + Figures.p(p) + (behind.size() > 1 ? " at the most" : "")
                    + "; tests on the same examples, Holm-adjusted over the comparisons with the"
                    + " baseline, others over all pairs).");
        }
        return grounds;
    }

    private static List<String> price(Standing standing, MachineDrift drift) {
        List<SummaryRow> top = Stream.concat(Stream.of(standing.best()), standing.rivals().stream())
                .toList();
        List<String> price = new ArrayList<>();
        standing.ranked().stream()
                .filter(row -> row.speed().totalMsP50() != null)
                .min(Comparator.comparingDouble(Headline::timeForAnAnswer))
                .ifPresent(quickest -> price.add("Time for an answer (median, retrieval included): "
                        + words(top.stream().map(Headline::timed).toList())
                        + (top.contains(quickest) ? "" : "; the shortest is that of " + timed(quickest))
                        + claim(standing, quickest, drift)));
        List<String> adapting = top.stream()
                .filter(row -> row.costs().adaptSeconds() != null)
                .map(row -> name(row) + " " + Figures.seconds(row.costs().adaptSeconds()))
                .toList();
        price.add(
                adapting.isEmpty()
                        ? "Adapting (training, indexing): none needed."
                        : "Adapting (training, indexing), once: " + words(adapting) + ".");
        return price;
    }

    /** What may be said of these times: nothing where they differ by less than the machine's own speed did. */
    private static String claim(Standing standing, SummaryRow quickest, MachineDrift drift) {
        Double worst = drift.worst();
        if (worst == null) {
            return ". The machine's drift was not probed, so no difference in time is claimed.";
        }
        double best = timeForAnAnswer(standing.best());
        String measured = " (the machine drifted by " + Figures.percent(worst) + ")";
        return best == timeForAnAnswer(quickest) || drift.allowsClaim(best, timeForAnAnswer(quickest))
                ? measured + "."
                : measured + "; that is no difference to claim.";
    }

    private static List<String> caveats(RunResults results) {
        List<String> caveats = new ArrayList<>();
        int failed = sum(results, row -> row.counts().callsFailed());
        int unparsed = sum(results, row -> row.counts().unparsed());
        int truncated = sum(results, row -> row.counts().truncated());
        if (failed > 0) {
            caveats.add(Figures.counted(failed, "call") + " failed: in no rate and in no pair.");
        }
        if (unparsed + truncated > 0) {
            caveats.add("Counted as wrong over all modes: " + unparsed + " that could not be read as an answer, "
                    + truncated + " cut off.");
        }
        if (results.summaries().size() > results.byMode().size()) {
            caveats.add("A mode with several adapters stands with their mean; its interval and tests hold for other"
                    + " examples and for other adapters.");
        }
        results.provenance().modes().stream()
                .map(Provenance.ModeRecord::facts)
                .filter(facts -> facts.note() != null)
                .forEach(facts -> caveats.add(facts.mode().mode() + ": " + facts.note() + "."));
        return caveats;
    }

    private static double p(ComparisonRow pair) {
        Double p = pair.statistics().decidingP();
        return p == null ? 1 : p;
    }

    private static int sum(RunResults results, ToIntFunction<SummaryRow> count) {
        return results.byMode().values().stream().mapToInt(count).sum();
    }

    private static String figure(SummaryRow row) {
        return name(row) + ": " + rate(row) + " of "
                + Figures.counted(row.counts().graded(), "example");
    }

    private static String rate(SummaryRow row) {
        return Figures.percent(row.quality().value()) + " right (95 % interval "
                + Figures.interval(row.quality().interval()) + ")";
    }

    private static String interval(SummaryRow row) {
        return "(" + Figures.percent(row.quality().value()) + "; "
                + Figures.interval(row.quality().interval()) + ")";
    }

    private static String name(SummaryRow row) {
        return row.mode().mode();
    }

    private static String timed(SummaryRow row) {
        return name(row) + " " + Figures.time(row.speed().totalMsP50() == null ? null : timeForAnAnswer(row));
    }

    /** Milliseconds a user waits, as the sum of the medians; NaN where not measured. */
    private static double timeForAnAnswer(SummaryRow row) {
        Double total = row.speed().totalMsP50();
        Double retrieve = row.speed().retrieveMsP50();
        return total == null ? Double.NaN : total + (retrieve == null ? 0 : retrieve);
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String words(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : parts.stream().limit(last).collect(Collectors.joining(", ")) + " and " + parts.get(last);
    }
}
