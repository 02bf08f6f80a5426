package org.adaptationlab.compare.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.adaptationlab.compare.finding.Check;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.compare.finding.ModeComparison.FlippedExample;
import org.adaptationlab.compare.finding.ModeComparison.Further;
import org.adaptationlab.compare.finding.ModeComparison.Quality;
import org.adaptationlab.compare.finding.ModeComparison.Timing;
import org.adaptationlab.compare.finding.ModeComparison;
import org.adaptationlab.result.csv.CsvCells;
import org.adaptationlab.result.summary.ComparisonRow.Family;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as CSV, in the form of the run's own files: a row per mode in its main metric, then a row per mode and
 * further metric, which has neither times nor costs; or a row per flipped example. Ratios and shares have six decimals,
 * times three; an empty cell is not measured.
 */
final class CsvComparison {

    private static final List<String> MODE_COLUMNS = List.of(
            "schema_version",
            "baseline_run_id",
            "contender_run_id",
            "dataset",
            "dataset_digest",
            "mode",
            "metric",
            "n_pairs",
            "both",
            "baseline_only",
            "contender_only",
            "neither",
            "baseline_quality",
            "contender_quality",
            "difference",
            "difference_ci_low",
            "difference_ci_high",
            "p_value",
            "p_value_holm",
            "finding",
            "check");

    private static final List<String> TIME_COLUMNS = List.of(
            "n",
            "p50_baseline",
            "p50_contender",
            "p95_baseline",
            "p95_contender",
            "p50_ratio",
            "p50_ratio_ci_low",
            "p50_ratio_ci_high",
            "finding");

    private static final List<String> COST_COLUMNS =
            List.of("drift", "cost_per_1000_usd_baseline", "cost_per_1000_usd_contender");

    private static final List<String> METHOD_COLUMNS = List.of("test", "difference_interval", "family");

    private static final List<String> FLIP_COLUMNS = List.of(
            "schema_version",
            "baseline_run_id",
            "contender_run_id",
            "mode",
            "example_id",
            "slice",
            "target",
            "flipped",
            "baseline_score",
            "contender_score",
            "baseline_answer",
            "contender_answer");

    private CsvComparison() {}

    static String of(Comparison comparison) {
        List<String> head = new ArrayList<>(MODE_COLUMNS);
        TIME_COLUMNS.forEach(column -> head.add("ttft_ms_" + column));
        TIME_COLUMNS.forEach(column -> head.add("total_ms_" + column));
        head.addAll(COST_COLUMNS);
        head.addAll(METHOD_COLUMNS);
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (ModeComparison mode : comparison.modes()) {
            List<@Nullable String> row = new ArrayList<>(identity(comparison));
            row.addAll(Arrays.asList(
                    CsvCells.text(comparison.dataset()),
                    comparison.datasetDigest(),
                    CsvCells.text(mode.mode()),
                    CsvCells.text(mode.metric())));
            row.addAll(quality(mode.quality()));
            row.add(check(comparison, mode.mode()));
            row.addAll(times(mode.ttft()));
            row.addAll(times(mode.total()));
            row.add(CsvCells.rate(mode.total().drift()));
            row.add(CsvCells.rate(mode.cost().baseline()));
            row.add(CsvCells.rate(mode.cost().contender()));
            Quality quality = mode.quality();
            row.add(quality == null ? null : quality.test());
            row.add(quality == null ? null : quality.intervalMethod());
            row.add(Family.PRIMARY.word());
            rows.add(row);
        }
        for (ModeComparison mode : comparison.modes()) {
            for (Further further : mode.further()) {
                rows.add(further(comparison, mode.mode(), further, head.size()));
            }
        }
        return written(head, rows);
    }

    /** Every flipped example that was kept. */
    static String flips(Comparison comparison) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (ModeComparison mode : comparison.modes()) {
            for (FlippedExample flip : mode.flips().examples()) {
                List<@Nullable String> row = new ArrayList<>(identity(comparison));
                row.addAll(Arrays.asList(
                        CsvCells.text(mode.mode()),
                        CsvCells.text(flip.exampleId()),
                        CsvCells.text(flip.slice()),
                        CsvCells.text(flip.target()),
                        flip.isLost() ? "lost" : "gained",
                        CsvCells.rate(flip.baselineScore()),
                        CsvCells.rate(flip.contenderScore()),
                        CsvCells.text(flip.baselineAnswer()),
                        CsvCells.text(flip.contenderAnswer())));
                rows.add(row);
            }
        }
        return written(FLIP_COLUMNS, rows);
    }

    private static List<@Nullable String> identity(Comparison comparison) {
        return Arrays.asList(
                Integer.toString(comparison.schemaVersion()),
                CsvCells.text(comparison.baseline().runId()),
                CsvCells.text(comparison.contender().runId()));
    }

    private static List<@Nullable String> quality(@Nullable Quality quality) {
        if (quality == null) {
            return Arrays.asList(
                    "0", null, null, null, null, null, null, null, null, null, null, null, "not comparable");
        }
        return Arrays.asList(
                CsvCells.whole(quality.pairs().n()),
                CsvCells.whole(quality.pairs().both()),
                CsvCells.whole(quality.pairs().baselineOnly()),
                CsvCells.whole(quality.pairs().contenderOnly()),
                CsvCells.whole(quality.pairs().neither()),
                CsvCells.rate(quality.baseline()),
                CsvCells.rate(quality.contender()),
                CsvCells.rate(quality.difference()),
                CsvCells.rate(quality.interval().low()),
                CsvCells.rate(quality.interval().high()),
                CsvCells.rate(quality.p()),
                CsvCells.rate(quality.pHolm()),
                quality.finding().word());
    }

    private static List<@Nullable String> further(Comparison comparison, String mode, Further further, int columns) {
        List<@Nullable String> row = new ArrayList<>(identity(comparison));
        row.addAll(Arrays.asList(
                CsvCells.text(comparison.dataset()),
                comparison.datasetDigest(),
                CsvCells.text(mode),
                CsvCells.text(further.metric()),
                CsvCells.whole(further.n()),
                null,
                null,
                null,
                null,
                CsvCells.rate(further.baseline()),
                CsvCells.rate(further.contender()),
                CsvCells.rate(further.difference()),
                CsvCells.rate(further.interval().low()),
                CsvCells.rate(further.interval().high()),
                CsvCells.rate(further.p())));
        row.addAll(Collections.nCopies(columns - METHOD_COLUMNS.size() - row.size(), null));
        row.addAll(Arrays.asList(further.test(), further.intervalMethod(), Family.EXPLORATORY.word()));
        return row;
    }

    private static String check(Comparison comparison, String mode) {
        return comparison.checks().stream()
                .filter(check -> mode.equals(check.mode()))
                .map(Check::status)
                .max(Check.Status::compareTo)
                .orElse(Check.Status.INCONCLUSIVE)
                .word();
    }

    private static List<@Nullable String> times(Timing timing) {
        Interval interval = timing.interval();
        return Arrays.asList(
                CsvCells.whole(timing.n()),
                CsvCells.amount(timing.baselineP50()),
                CsvCells.amount(timing.contenderP50()),
                CsvCells.amount(timing.baselineP95()),
                CsvCells.amount(timing.contenderP95()),
                CsvCells.rate(timing.ratio()),
                CsvCells.rate(interval == null ? null : interval.low()),
                CsvCells.rate(interval == null ? null : interval.high()),
                timing.finding().word());
    }

    private static String written(List<String> head, List<List<@Nullable String>> rows) {
        StringWriter out = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
            csv.writeRecord(head);
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
