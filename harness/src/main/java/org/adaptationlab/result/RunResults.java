package org.adaptationlab.result;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.cost.MachineDrift;
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
import org.adaptationlab.result.summary.BlockDrifts;
import org.adaptationlab.result.summary.ComparisonRow;
import org.adaptationlab.result.summary.Comparisons;
import org.adaptationlab.result.summary.Decisions;
import org.adaptationlab.result.summary.FurtherMetrics;
import org.adaptationlab.result.summary.MetricRow;
import org.adaptationlab.result.summary.Prices;
import org.adaptationlab.result.summary.Summaries;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.score.Metric;

/**
 * The results of one run: what its CSV files and run.json hold, and all that a report is made of.
 *
 * @param scores what the examples have in further metrics; none where there is only one
 */
public record RunResults(
        Provenance provenance,
        List<ExampleResult> examples,
        List<SummaryRow> summaries,
        List<ComparisonRow> comparisons,
        List<ScoreRow> scores) {

    private static final String WARM = "warm";

    public RunResults {
        Objects.requireNonNull(provenance, "provenance");
        examples = List.copyOf(examples);
        summaries = List.copyOf(summaries);
        comparisons = List.copyOf(comparisons);
        scores = List.copyOf(scores);
    }

    /** Sums up, prices and compares the examples of a run, and decides. */
    public static RunResults of(Provenance provenance, List<ExampleResult> examples, Metric metric) {
        List<SummaryRow> measured = Summaries.of(
                examples,
                provenance.facts(),
                metric,
                provenance.lab().labels(),
                provenance.sampling().seed());
        String prefixCache = provenance.run().prefixCache();
        List<SummaryRow> summaries = Prices.of(provenance)
                .priced(
                        BlockDrifts.noted(
                                WARM.equals(prefixCache) ? withoutPrefillRate(measured) : measured,
                                examples,
                                prefixCache),
                        examples);
        return new RunResults(
                provenance.withDecision(
                        Decisions.of(provenance, examples, summaries).orElse(null)),
                examples,
                summaries,
                Comparisons.of(examples, metric, Comparisons.Plan.of(provenance)),
                List.of());
    }

    private static List<SummaryRow> withoutPrefillRate(List<SummaryRow> rows) {
        return rows.stream().map(SummaryRow::withoutPrefillRate).toList();
    }

    /** The same with these guards, decided anew: one of them may forbid that times decide. */
    public RunResults withGuards(List<GuardResult> guards) {
        Provenance guarded = provenance.withGuards(guards);
        return new RunResults(
                guarded.withDecision(Decisions.of(guarded, examples, summaries).orElse(null)),
                examples,
                summaries,
                comparisons,
                scores);
    }

    /** How steady the machine was. */
    public MachineDrift drift() {
        return BlockDrifts.of(provenance, summaries);
    }

    /** The same with the scores of further metrics, and the modes compared in them. */
    public RunResults withScores(List<ScoreRow> further) {
        List<ComparisonRow> all = new ArrayList<>(mainComparisons());
        all.addAll(Comparisons.further(examples, further, Comparisons.Plan.of(provenance)));
        return new RunResults(provenance, examples, summaries, all, further);
    }

    /** What each mode comes to in each further metric. */
    public List<MetricRow> metrics() {
        return FurtherMetrics.of(examples, scores, provenance.sampling().seed());
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
            CsvResults.writeMetrics(folder.metrics(), run, metrics());
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
        List<SummaryRow> summaries = rows(folder, CsvResults.readSummary(folder.summary()), provenance);
        RunResults results = new RunResults(
                provenance,
                examples,
                summaries,
                rows(folder, CsvResults.readComparisons(folder.comparisons()), provenance),
                Files.exists(folder.scores())
                        ? rows(folder, CsvResults.readScores(folder.scores()), provenance)
                        : List.of());
        results.requireWhole(folder);
        return new RunResults(
                decided(provenance, examples, summaries), examples, summaries, results.comparisons, results.scores);
    }

    private void requireWhole(RunFolder folder) {
        WholeRun whole = new WholeRun();
        examples.forEach(whole::count);
        whole.requireExamples(folder.examples(), folder.summary(), summaries, provenance);
        whole.requireComparisons(folder.comparisons(), mainComparisons());
        if (Files.exists(folder.scores()) && Files.exists(folder.metrics())) {
            scores.forEach(whole::count);
            List<MetricRow> metrics = rows(folder, CsvResults.readMetrics(folder.metrics()), provenance);
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

    /** Runs of earlier versions have no decision yet, or one by times that were in doubt. */
    private static Provenance decided(Provenance provenance, List<ExampleResult> examples, List<SummaryRow> summaries) {
        Decision decision = provenance.decision();
        return decision != null
                        && Objects.equals(
                                decision.doubt(),
                                Decisions.trust(provenance, summaries).doubt())
                ? provenance
                : provenance.withDecision(
                        Decisions.of(provenance, examples, summaries).orElse(null));
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
