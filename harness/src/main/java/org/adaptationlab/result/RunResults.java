package org.adaptationlab.result;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adaptationlab.cost.MachineDrift;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.csv.CsvResults;
import org.adaptationlab.result.csv.CsvTable;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.ProvenanceJson;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.result.summary.ComparisonRow;
import org.adaptationlab.result.summary.Comparisons;
import org.adaptationlab.result.summary.Decisions;
import org.adaptationlab.result.summary.Drifts;
import org.adaptationlab.result.summary.FurtherMetrics;
import org.adaptationlab.result.summary.MetricRow;
import org.adaptationlab.result.summary.Prices;
import org.adaptationlab.result.summary.ScoreBook;
import org.adaptationlab.result.summary.Summaries;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.score.Metric;

/**
 * The results of one run: what its CSV files and run.json hold, and all that a report is made of.
 *
 * @param scores what the examples have in further metrics; none where there is only one
 * @param metrics what each mode comes to in each further metric
 */
public record RunResults(
        Provenance provenance,
        List<ExampleResult> examples,
        List<SummaryRow> summaries,
        List<ComparisonRow> comparisons,
        List<ScoreRow> scores,
        List<MetricRow> metrics) {

    public RunResults {
        Objects.requireNonNull(provenance, "provenance");
        examples = List.copyOf(examples);
        summaries = List.copyOf(summaries);
        comparisons = List.copyOf(comparisons);
        scores = List.copyOf(scores);
        metrics = List.copyOf(metrics);
    }

    /** Sums up, prices and compares the examples of a run, and decides; see {@link #undecided}. */
    public static RunResults of(Provenance provenance, List<ExampleResult> examples, Metric metric) {
        return of(provenance, examples, List.of(), metric);
    }

    /**
     * The same with further metrics.
     *
     * @param scores what the examples have in further metrics
     */
    public static RunResults of(
            Provenance provenance, List<ExampleResult> examples, List<ScoreRow> scores, Metric metric) {
        return undecided(provenance, examples, scores, metric).withGuards(provenance.guards());
    }

    /**
     * Sums up, prices and compares, before the guards have had their say: nothing is decided yet.
     *
     * @param examples in the order they were asked
     */
    public static RunResults undecided(
            Provenance provenance, List<ExampleResult> examples, List<ScoreRow> scores, Metric metric) {
        ScoreBook book = ScoreBook.of(examples, scores, Prices.of(provenance));
        Comparisons.Plan plan = Comparisons.Plan.of(provenance);
        List<ComparisonRow> comparisons = new ArrayList<>(Comparisons.of(book, metric, plan));
        comparisons.addAll(Comparisons.further(book, plan));
        return new RunResults(
                provenance,
                examples,
                Summaries.of(examples, book, Summaries.Context.of(provenance, metric)),
                comparisons,
                scores,
                FurtherMetrics.of(book, provenance.sampling().seed()));
    }

    /** The same with these guards, decided anew: one of them may forbid that times decide. */
    public RunResults withGuards(List<GuardResult> guards) {
        return new RunResults(provenance.withGuards(guards), examples, summaries, comparisons, scores, metrics)
                .decided();
    }

    /**
     * The same, decided anew with what requests cost at a volume.
     *
     * @param requestUsd by mode, all of them
     * @param perHour the volume
     */
    public RunResults atVolume(Map<String, Double> requestUsd, double perHour) {
        return with(Decisions.of(provenance, scoreBook(), summaries, mainComparisons(), requestUsd)
                .map(decision -> decision.atVolume(perHour)));
    }

    /** The rows of {@link #metrics()} of one metric for the examples of each slice alone, by slice; none where no example has one. */
    public Map<String, List<MetricRow>> bySlice(Metric metric) {
        Map<String, List<ExampleResult>> slices = examples.stream()
                .filter(row -> row.slice() != null)
                .collect(Collectors.groupingBy(
                        row -> Objects.requireNonNull(row.slice()), LinkedHashMap::new, Collectors.toList()));
        Map<String, String> sliceOf = new HashMap<>();
        slices.forEach((slice, rows) -> rows.forEach(row -> sliceOf.put(row.exampleId(), slice)));
        Map<String, List<ScoreRow>> scoresOf = scores.stream()
                .filter(row -> row.metric().equals(metric.column()) && sliceOf.containsKey(row.exampleId()))
                .collect(Collectors.groupingBy(row -> Objects.requireNonNull(sliceOf.get(row.exampleId()))));
        Map<String, List<MetricRow>> all = new LinkedHashMap<>();
        slices.forEach((slice, rows) ->
                all.put(slice, metrics(provenance, rows, scoresOf.getOrDefault(slice, List.of()))));
        return all;
    }

    /** The decision follows from the rest, whatever an earlier version wrote of it. */
    private RunResults decided() {
        return with(Decisions.of(provenance, scoreBook(), summaries, mainComparisons()));
    }

    private ScoreBook scoreBook() {
        return ScoreBook.of(examples, List.of(), Prices.of(provenance));
    }

    private RunResults with(Optional<Decision> decision) {
        return new RunResults(
                provenance.withDecision(decision.orElse(null)), examples, summaries, comparisons, scores, metrics);
    }

    /** How steady the machine was. */
    public MachineDrift drift() {
        return Drifts.of(provenance, summaries);
    }

    /** What may be claimed of times and costs. */
    public TimeClaims claims() {
        return Drifts.claims(provenance, summaries);
    }

    /** Comparisons in the lab's metric. */
    public List<ComparisonRow> mainComparisons() {
        return comparisons.stream().filter(this::isMain).toList();
    }

    /** Comparisons with the baseline in further metrics. */
    public List<ComparisonRow> furtherComparisons() {
        return comparisons.stream().filter(row -> !isMain(row)).toList();
    }

    private boolean isMain(ComparisonRow row) {
        return summaries.isEmpty()
                || row.metric().equals(summaries.get(0).quality().metric());
    }

    /**
     * Writes examples.csv, scores.csv and metrics.csv where there are further metrics, summary.csv, comparisons.csv and
     * run.json last.
     */
    public void write(RunFolder folder) {
        RunIdentity run = provenance.run();
        CsvResults.writeExamples(folder.examples(), run, examples::forEach);
        if (!scores.isEmpty()) {
            CsvResults.writeScores(folder.scores(), run, scores::forEach);
            CsvResults.writeMetrics(folder.metrics(), run, metrics);
        }
        CsvResults.writeSummary(folder.summary(), run, summaries);
        CsvResults.writeComparisons(folder.comparisons(), run, comparisons);
        ProvenanceJson.write(folder.provenance(), provenance);
    }

    /**
     * Reads the files of a finished run.
     *
     * @throws ResultFormatException if one is missing, damaged or cut off, or they are not of one run
     */
    public static RunResults read(RunFolder folder) {
        if (!folder.hasResults()) {
            throw new ResultFormatException(
                    folder.path() + ": the run has no run.json, so it is not finished; end it with"
                            + " lab run LAB --resume " + folder.path().getFileName());
        }
        Provenance provenance = ProvenanceJson.read(folder.provenance());
        List<ExampleResult> examples = rows(folder, CsvResults.readExamples(folder.examples()), provenance);
        List<SummaryRow> summaries =
                Summaries.withWaiting(rows(folder, CsvResults.readSummary(folder.summary()), provenance), examples);
        List<ScoreRow> scores = Files.exists(folder.scores())
                ? rows(folder, CsvResults.readScores(folder.scores()), provenance)
                : List.of();
        RunResults results = new RunResults(
                provenance,
                examples,
                summaries,
                rows(folder, CsvResults.readComparisons(folder.comparisons()), provenance),
                scores,
                Files.exists(folder.metrics())
                        ? rows(folder, CsvResults.readMetrics(folder.metrics()), provenance)
                        : metrics(provenance, examples, scores)); // runs of earlier versions have no file of them
        results.requireWhole(folder);
        return results.decided();
    }

    private static List<MetricRow> metrics(Provenance provenance, List<ExampleResult> examples, List<ScoreRow> scores) {
        if (scores.isEmpty()) {
            return List.of();
        }
        ScoreBook book = ScoreBook.of(examples, scores, Prices.of(provenance));
        return FurtherMetrics.of(book, provenance.sampling().seed());
    }

    private void requireWhole(RunFolder folder) {
        WholeRun whole = new WholeRun();
        examples.forEach(whole::count);
        whole.requireExamples(folder.examples(), folder.summary(), summaries, provenance);
        whole.requireComparisons(folder.comparisons(), mainComparisons());
        if (Files.exists(folder.scores()) && Files.exists(folder.metrics())) {
            scores.forEach(whole::count);
            whole.requireScores(folder.scores(), folder.metrics(), metrics);
            whole.requireFurther(
                    folder.comparisons(), furtherComparisons(), provenance.lab().baseline());
        }
    }

    /** One row per mode, in their order: where a mode has several adapters, the one over all of them. */
    public Map<String, SummaryRow> byMode() {
        Map<String, SummaryRow> modes = new LinkedHashMap<>();
        summaries.forEach(row -> modes.putIfAbsent(row.mode().mode(), row));
        return modes;
    }

    private static <T> List<T> rows(RunFolder folder, CsvTable<T> table, Provenance provenance) {
        RunIdentity run = table.run();
        if (run != null && !run.equals(provenance.run())) {
            throw new ResultFormatException(folder.path() + ": its files are of different runs: run.json of "
                    + provenance.run().runId() + ", a CSV file of " + run.runId());
        }
        return table.rows();
    }
}
