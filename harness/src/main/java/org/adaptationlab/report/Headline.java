package org.adaptationlab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.report.Standing.TestedPair;
import org.adaptationlab.result.Provenance;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.SummaryRow;

/**
 * The answer in plain words. It names a best mode only where exact McNemar tests on the same examples, Holm-adjusted
 * over all pairs of the run, tell it from every other; otherwise it says that no difference is shown.
 *
 * @param answer one sentence
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
            return new Headline("No mode gave an answer that could be judged.", details);
        }
        details.addAll(grounds(standing));
        details.addAll(price(standing));
        details.addAll(caveats(results));
        return new Headline(answer(standing), List.copyOf(details));
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
                    .mapToInt(pair -> pair.row().pairs().n())
                    .min()
                    .orElse(0);
            double p = rivals.stream()
                    .flatMap(row -> standing.pairWithBest(row).stream())
                    .mapToDouble(TestedPair::pHolm)
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
                    .mapToDouble(TestedPair::pHolm)
                    .max()
                    .orElse(1);
            grounds.add("The lead of " + name(standing.best()) + " over "
                    + words(behind.stream().map(Headline::name).toList())
                    + " is more than chance (" + Figures.p(p) + (behind.size() > 1 ? " at the most" : "")
                    + "; exact McNemar tests on the same examples, Holm-adjusted over all pairs).");
        }
        return grounds;
    }

    private static List<String> price(Standing standing) {
        List<SummaryRow> top = Stream.concat(Stream.of(standing.best()), standing.rivals().stream())
                .toList();
        List<String> price = new ArrayList<>();
        standing.ranked().stream()
                .filter(row -> row.speed().totalMsP50() != null)
                .min(Comparator.comparingDouble(Headline::timeForAnAnswer))
                .ifPresent(quickest -> price.add("Time for an answer (median, retrieval included): "
                        + words(top.stream().map(Headline::timed).toList())
                        + (top.contains(quickest) ? "." : "; the shortest is that of " + timed(quickest) + ".")));
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
            caveats.add("A mode with several adapters stands with their mean; its interval holds for the examples and"
                    + " leaves out how adapters differ.");
        }
        results.provenance().modes().stream()
                .map(Provenance.ModeRecord::facts)
                .filter(facts -> facts.note() != null)
                .forEach(facts -> caveats.add(facts.mode().mode() + ": " + facts.note() + "."));
        return caveats;
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
    private static String words(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : parts.stream().limit(last).collect(Collectors.joining(", ")) + " and " + parts.get(last);
    }
}
