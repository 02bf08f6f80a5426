package org.adaptationlab.report.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.InFlightWords;
import org.adaptationlab.report.words.MetricWords;
import org.adaptationlab.report.words.PairWords;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.summary.ComparisonRow;
import org.adaptationlab.result.summary.ExampleScores;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.score.ClassificationReport;
import org.adaptationlab.score.ClassificationReport.LabelQuality;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.PairedTable;

/** The tables that reports have in common. */
public final class ResultTables {

    private static final String NO_SLICE = "(none)";

    private final RunResults results;

    public ResultTables(RunResults results) {
        this.results = results;
    }

    /** A row per mode; adapters of a mode that has several come below it. */
    public Table summary() {
        List<String> head = List.of(
                "mode",
                "n",
                "failed",
                "unparsable",
                "truncated",
                results.provenance().lab().metric(),
                Figures.INTERVAL,
                "macro-F1",
                "TTFT p50 / p95 ms" + InFlightWords.head(results.provenance()),
                "answer p50 / p95 ms" + InFlightWords.head(results.provenance()),
                "tokens in / out",
                "adapt s",
                "USD / 1,000");
        return new Table(
                head, results.summaries().stream().map(this::summaryRow).toList(), 1);
    }

    private List<String> summaryRow(SummaryRow row) {
        SummaryRow.Counts counts = row.counts();
        SummaryRow.Speed speed = row.speed();
        return List.of(
                label(row.mode()),
                Integer.toString(counts.n()),
                Integer.toString(counts.failed()),
                Integer.toString(counts.unparsed()),
                Integer.toString(counts.truncated()),
                Figures.percent(row.quality().value()),
                Figures.interval(row.quality().interval()),
                Figures.ratio(row.quality().macroF1()),
                Figures.pair(speed.ttft().p50(), speed.ttft().p95()),
                Figures.pair(speed.waiting().p50(), speed.waiting().p95()),
                Figures.pair(speed.inputTokensMean(), speed.outputTokensMean()),
                Figures.bareSeconds(row.costs().adaptSeconds()),
                Figures.bareUsd(row.costs().per1000Usd()));
    }

    /** The mode's name, with what sets it apart. */
    String label(ModeIdentity mode) {
        boolean control = results.provenance().facts().stream()
                .filter(ModeFacts::control)
                .anyMatch(facts -> facts.mode().mode().equals(mode.mode()));
        boolean oneOfSeveral = results.summaries().stream()
                                .filter(row -> row.mode().mode().equals(mode.mode()))
                                .count()
                        > 1
                && mode.adapterSeed() != null;
        return mode.mode() + (oneOfSeveral ? ", seed " + mode.adapterSeed() : "") + (control ? " (control)" : "");
    }

    /**
     * Every two modes on the same examples.
     *
     * @param primary the pairs with the baseline, which the lab asks about; else the others
     */
    public Table pairs(boolean primary) {
        MetricWords metric = MetricWords.of(results.provenance().lab().metric());
        List<String> head = List.of(
                "A",
                "B",
                "finding",
                "pairs",
                metric.bothRight(),
                "only A",
                "only B",
                metric.bothWrong(),
                "A − B points",
                Figures.INTERVAL,
                "p",
                "p adjusted",
                "detectable points");
        List<List<String>> rows = results.mainComparisons().stream()
                .filter(row -> row.statistics().isPrimary() == primary)
                .map(ResultTables::pair)
                .toList();
        return new Table(head, rows, 3);
    }

    private static List<String> pair(ComparisonRow row) {
        PairedTable table = row.pairs();
        Interval interval = row.statistics().interval();
        Double mde = row.statistics().mde();
        return List.of(
                row.modeA(),
                row.modeB(),
                PairWords.finding(row),
                Integer.toString(table.n()),
                Integer.toString(table.both()),
                Integer.toString(table.aOnly()),
                Integer.toString(table.bOnly()),
                Integer.toString(table.neither()),
                table.n() == 0 ? Figures.NOT_MEASURED : Figures.signedPoints(table.difference()),
                Figures.signedPoints(interval),
                PairWords.p(row.statistics()),
                PairWords.adjustedP(row.statistics()),
                mde == null ? Figures.NOT_MEASURED : Figures.points(mde));
    }

    /** The mean score of each slice and mode, with the number of examples; no rows where the data have no slices. */
    public Table slices() {
        Set<String> modes = new LinkedHashSet<>();
        Map<String, Map<String, List<ExampleResult>>> slices = new LinkedHashMap<>();
        for (ExampleResult row : results.examples()) {
            String mode = row.mode().mode();
            modes.add(mode);
            slices.computeIfAbsent(Objects.requireNonNullElse(row.slice(), NO_SLICE), slice -> new HashMap<>())
                    .computeIfAbsent(mode, name -> new ArrayList<>())
                    .add(row);
        }
        List<List<String>> rows = new ArrayList<>();
        if (slices.size() > 1) {
            slices.forEach((slice, calls) -> {
                List<String> row = new ArrayList<>(List.of(slice));
                modes.forEach(mode -> row.add(sliceCell(calls.getOrDefault(mode, List.of()))));
                rows.add(row);
            });
        }
        List<String> head = new ArrayList<>(List.of("slice"));
        head.addAll(modes);
        return new Table(head, rows, 1);
    }

    private static String sliceCell(List<ExampleResult> calls) {
        Map<String, Double> means = ExampleScores.meansOfAllAdapters(calls);
        return means.isEmpty()
                ? Figures.NOT_MEASURED
                : Figures.wholePercent(means.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0))
                        + " of " + means.size();
    }

    /** Confusion of each mode; no entries where the task has no labels. */
    public Map<String, ClassificationReport> classifications() {
        Map<String, ClassificationReport> reports = new LinkedHashMap<>();
        ExampleScores.byMode(results.examples())
                .forEach((mode, rows) -> ExampleScores.classification(
                                rows, results.provenance().lab().labels())
                        .ifPresent(report -> reports.put(mode, report)));
        return reports;
    }

    /** Precision, recall and F1 of each label. */
    public static Table perLabel(ClassificationReport report) {
        List<List<String>> rows = new ArrayList<>();
        for (LabelQuality quality : report.perLabel()) {
            rows.add(List.of(
                    quality.label(),
                    Figures.ratio(quality.precision()),
                    Figures.ratio(quality.recall()),
                    Figures.ratio(quality.f1()),
                    Integer.toString(quality.support())));
        }
        return new Table(List.of("label", "precision", "recall", "F1", "n"), rows, 1);
    }

    /** Targets down, answers across; the last column is no answer. */
    public static Table confusion(ClassificationReport report) {
        List<String> head = new ArrayList<>(List.of("target ↓ answer →"));
        head.addAll(report.labels());
        head.add("no answer");
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < report.labels().size(); i++) {
            List<String> row = new ArrayList<>(List.of(report.labels().get(i)));
            report.confusion().get(i).forEach(count -> row.add(Integer.toString(count)));
            rows.add(row);
        }
        return new Table(head, rows, 1);
    }
}
