package org.adaptationlab.compare.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.compare.finding.Finding;
import org.adaptationlab.compare.finding.ModeComparison;
import org.adaptationlab.compare.finding.ModeComparison.Cost;
import org.adaptationlab.compare.finding.ModeComparison.Coverage;
import org.adaptationlab.compare.finding.ModeComparison.FlippedExample;
import org.adaptationlab.compare.finding.ModeComparison.Further;
import org.adaptationlab.compare.finding.ModeComparison.Quality;
import org.adaptationlab.compare.finding.ModeComparison.Timing;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.MetricWords;
import org.adaptationlab.report.words.PairWords;
import org.jspecify.annotations.Nullable;

/** The tables that text and Markdown have in common; a table without rows has nothing to say. */
final class ComparisonTables {

    static final String NOTES = "Difference: contender less baseline, in percentage points, on the examples the"
            + " baseline has a score for and the contender was asked; a call that failed only in the contender counts as"
            + " wrong. Of a graded metric, such as a field F1, an example counts as right where its score is above one half."
            + " Intervals: 95 % for all modes together. p: two-sided, of no difference; Holm: adjusted for all modes."
            + " Times are by the client's clock; the time for an answer includes retrieval and leaves out loading. A claim is"
            + " made only where the interval of the ratio lies beyond the machine's drift.";

    static final String FURTHER = "Further metrics: exploratory, each interval and p for itself; no gate rests on them";

    private ComparisonTables() {}

    static Table quality(Comparison comparison) {
        MetricWords metric = comparison.modes().stream()
                .map(mode -> MetricWords.of(mode.metric()))
                .findFirst()
                .orElse(MetricWords.of("quality"));
        List<String> head = List.of(
                "mode",
                "pairs",
                metric.bothRight(),
                "only baseline",
                "only contender",
                metric.bothWrong(),
                "baseline",
                "contender",
                "difference",
                Figures.INTERVAL,
                "p",
                "p (Holm)",
                "finding");
        return new Table(
                head,
                comparison.modes().stream()
                        .map(mode -> qualityRow(mode.mode(), mode.quality()))
                        .toList(),
                1);
    }

    private static List<String> qualityRow(String mode, @Nullable Quality quality) {
        if (quality == null) {
            String none = Figures.NOT_MEASURED;
            return List.of(
                    mode,
                    "0",
                    none,
                    none,
                    none,
                    none,
                    none,
                    none,
                    none,
                    none,
                    none,
                    none,
                    word(Finding.NOT_COMPARABLE));
        }
        return List.of(
                mode,
                Integer.toString(quality.pairs().n()),
                Integer.toString(quality.pairs().both()),
                Integer.toString(quality.pairs().baselineOnly()),
                Integer.toString(quality.pairs().contenderOnly()),
                Integer.toString(quality.pairs().neither()),
                Figures.percent(quality.baseline()),
                Figures.percent(quality.contender()),
                Figures.signedPoints(quality.difference()),
                Figures.signedPoints(quality.interval()),
                PairWords.p(quality.p(), quality.pIsBound()),
                PairWords.p(quality.pHolm(), quality.pIsBound()),
                word(quality.finding()));
    }

    /** A row for each mode and further metric. */
    static Table further(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        for (ModeComparison mode : comparison.modes()) {
            for (Further further : mode.further()) {
                rows.add(List.of(
                        mode.mode(),
                        further.metric(),
                        Integer.toString(further.n()),
                        Figures.percent(further.baseline()),
                        Figures.percent(further.contender()),
                        Figures.signedPoints(further.difference()),
                        Figures.signedPoints(further.interval()),
                        PairWords.p(further.p(), further.pIsBound())));
            }
        }
        return new Table(
                List.of("mode", "metric", "pairs", "baseline", "contender", "difference", Figures.INTERVAL, "p"),
                rows,
                2);
    }

    /** Two rows for each mode with times. */
    static Table times(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        for (ModeComparison mode : comparison.modes()) {
            Stream.of(timeRow(mode.mode(), "TTFT", mode.ttft()), timeRow(mode.mode(), "answer", mode.waiting()))
                    .flatMap(List::stream)
                    .forEach(rows::add);
        }
        return new Table(
                List.of(
                        "mode",
                        "time",
                        "n",
                        "baseline p50 / p95 ms",
                        "contender p50 / p95 ms",
                        "ratio of medians",
                        Figures.INTERVAL,
                        "drift",
                        "finding"),
                rows,
                2);
    }

    private static List<List<String>> timeRow(String mode, String time, Timing timing) {
        return timing.n() == 0
                ? List.of()
                : List.of(List.of(
                        mode,
                        time,
                        Integer.toString(timing.n()),
                        Figures.pair(timing.baselineP50(), timing.baselineP95()),
                        Figures.pair(timing.contenderP50(), timing.contenderP95()),
                        Figures.times(timing.ratio()),
                        Figures.times(timing.interval()),
                        Figures.percent(timing.drift()),
                        timeWord(timing)));
    }

    private static String timeWord(Timing timing) {
        return switch (timing.finding()) {
            case BETTER -> "faster";
            case WORSE -> "slower";
            default ->
                word(timing.finding())
                        + (timing.finding() == Finding.NOT_COMPARABLE && timing.note() != null
                                ? ": " + timing.note()
                                : "");
        };
    }

    static Table costs(Comparison comparison) {
        List<List<String>> rows = comparison.modes().stream()
                .filter(mode -> mode.cost().ratio() != null)
                .map(mode -> costRow(mode.mode(), mode.cost()))
                .toList();
        return new Table(
                List.of(
                        "mode",
                        "n",
                        "baseline $ / 1000",
                        "contender $ / 1000",
                        "ratio",
                        "95 % interval",
                        "drift",
                        "no claim, since"),
                rows,
                1);
    }

    private static List<String> costRow(String mode, Cost cost) {
        return List.of(
                mode,
                Integer.toString(cost.n()),
                dollars(cost.baseline()),
                dollars(cost.contender()),
                Figures.times(cost.ratio()),
                Figures.times(cost.interval()),
                Figures.percent(cost.drift()),
                Objects.requireNonNullElse(cost.note(), ""));
    }

    static Table changes(Comparison comparison) {
        return new Table(
                List.of("changed", "baseline", "contender"),
                comparison.changes().stream()
                        .map(change -> List.of(change.field(), orNone(change.baseline()), orNone(change.contender())))
                        .toList(),
                3);
    }

    static Table guards(Comparison comparison) {
        return new Table(
                List.of("run", "guard", "status", "what it found"),
                comparison.guards().stream()
                        .map(guard -> List.of(
                                guard.side(), guard.name(), guard.status().word(), guard.detail()))
                        .toList(),
                4);
    }

    /** Modes and examples that only one side has, and examples without a score. */
    static Table oneSided(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        comparison.baselineOnlyModes().forEach(mode -> rows.add(List.of(mode, "whole mode in the baseline only", "")));
        comparison
                .contenderOnlyModes()
                .forEach(mode -> rows.add(List.of(mode, "whole mode in the contender only", "")));
        for (ModeComparison mode : comparison.modes()) {
            Coverage coverage = mode.coverage();
            add(rows, mode.mode(), coverage.baselineOnly(), " in the baseline only", coverage.baselineOnlyIds());
            add(rows, mode.mode(), coverage.contenderOnly(), " in the contender only", coverage.contenderOnlyIds());
            add(rows, mode.mode(), coverage.unjudgedInBaseline(), " without a score in the baseline", List.of());
            add(rows, mode.mode(), coverage.leftOutForContender(), " without a score in the contender", List.of());
        }
        return new Table(List.of("mode", "not compared", "examples"), rows, 3);
    }

    private static void add(List<List<String>> rows, String mode, int n, String where, List<String> ids) {
        if (n > 0) {
            String shown = String.join(", ", ids) + (ids.isEmpty() || n == ids.size() ? "" : ", …");
            rows.add(List.of(mode, Figures.counted(n, "example") + where, shown));
        }
    }

    /** The flipped examples of one mode, those lost first. */
    static Table flips(ModeComparison mode, int most) {
        return new Table(
                List.of("flipped", "example", "slice", "target", "baseline", "contender"),
                mode.flips().examples().stream()
                        .limit(most)
                        .map(ComparisonTables::flipRow)
                        .toList(),
                6);
    }

    private static List<String> flipRow(FlippedExample flip) {
        return List.of(
                flip.isLost() ? "lost" : "gained",
                flip.exampleId(),
                orNone(flip.slice()),
                flip.target(),
                flip.baselineAnswer(),
                flip.contenderAnswer());
    }

    /** Such as {@code lora: 3 lost, 1 gained}. */
    static String flipTitle(ModeComparison mode, int shown) {
        int all = mode.flips().lost() + mode.flips().gained();
        return mode.mode() + ": " + mode.flips().lost() + " lost, "
                + mode.flips().gained() + " gained"
                + (all > shown ? " (the first " + shown + ")" : "");
    }

    private static String word(Finding finding) {
        return finding == Finding.UNDECIDED ? "no difference shown" : finding.word();
    }

    private static String dollars(@Nullable Double amount) {
        return amount == null ? Figures.NOT_MEASURED : Figures.fixed(amount, 4);
    }

    private static String orNone(@Nullable String text) {
        return Objects.requireNonNullElse(text, Figures.NOT_MEASURED);
    }
}
