package org.adaptationlab.compare.format;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.compare.finding.ModeComparison;
import org.adaptationlab.compare.finding.ModeComparison.FlippedExample;
import org.adaptationlab.compare.finding.ModeComparison.Further;
import org.adaptationlab.compare.finding.ModeComparison.InFlight;
import org.adaptationlab.compare.finding.ModeComparison.Pairs;
import org.adaptationlab.compare.finding.ModeComparison.Quality;
import org.adaptationlab.compare.finding.ModeComparison.Timing;
import org.adaptationlab.result.csv.Column;
import org.adaptationlab.result.csv.CsvText;
import org.adaptationlab.result.summary.ComparisonRow.Family;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as CSV, in the form of the run's own files: a row per mode in its main metric, then a row per mode and
 * further metric, which has neither times nor costs; or a row per flipped example. Ratios and shares have six decimals,
 * times three, p values six significant digits; an empty cell is not measured.
 */
final class CsvComparison {

    private static final List<Column<Comparison>> IDENTITY = List.of(
            Column.count("schema_version", Comparison::schemaVersion),
            Column.text("baseline_run_id", comparison -> comparison.baseline().runId()),
            Column.text("contender_run_id", comparison -> comparison.contender().runId()));

    private static final List<Column<Line>> COLUMNS = Column.list(
            in(IDENTITY, Line::comparison),
            List.of(
                    Column.text("dataset", line -> line.comparison().dataset()),
                    Column.word("dataset_digest", line -> line.comparison().datasetDigest()),
                    Column.text("mode", line -> line.mode().mode()),
                    Column.text("metric", Line::metric),
                    Column.count("n_pairs", Line::n),
                    Column.count("both", Pairs::both).in(Line::pairs),
                    Column.count("baseline_only", Pairs::baselineOnly).in(Line::pairs),
                    Column.count("contender_only", Pairs::contenderOnly).in(Line::pairs),
                    Column.count("neither", Pairs::neither).in(Line::pairs)),
            in(compared(), Line::compared),
            List.of(
                    Column.probability("p_value_holm", Quality::pHolm).in(Line::quality),
                    Column.word("finding", Line::finding),
                    Column.word("check", Line::check)),
            in(times("ttft_ms_"), line -> line.further() == null ? line.mode().ttft() : null),
            in(times("total_ms_"), Line::total),
            List.of(
                    Column.ratio("drift", Timing::drift).in(Line::total),
                    Column.usd("cost_per_1000_usd_baseline", ModeComparison.Cost::baseline)
                            .in(Line::cost),
                    Column.usd("cost_per_1000_usd_contender", ModeComparison.Cost::contender)
                            .in(Line::cost),
                    Column.word("test", Compared::test).in(Line::compared),
                    Column.word("difference_interval", Compared::intervalMethod).in(Line::compared),
                    Column.word("family", line -> line.family().word())),
            in(times("wait_ms_"), Line::waiting),
            List.of(Column.count("n_priced", ModeComparison.Cost::n).in(Line::cost)),
            in(Column.ends("cost_ratio", Column::ratio, ModeComparison.Cost::interval), Line::cost),
            List.of(
                    Column.ratio("cost_ratio", ModeComparison.Cost::ratio).in(Line::cost),
                    Column.count(
                            "n_newly_failed",
                            line -> line.further() == null
                                    ? line.mode().coverage().newlyFailed()
                                    : null),
                    Column.count("in_flight_baseline", InFlight::baseline).in(Line::inFlight),
                    Column.count("in_flight_contender", InFlight::contender).in(Line::inFlight)));

    private static final List<Column<FlippedLine>> FLIPPED_COLUMNS = Column.list(
            in(IDENTITY, FlippedLine::comparison),
            List.of(
                    Column.text("mode", FlippedLine::mode),
                    Column.text("example_id", line -> line.flip().exampleId()),
                    Column.text("slice", line -> line.flip().slice()),
                    Column.text("target", line -> line.flip().target()),
                    Column.word("flipped", line -> line.flip().isLost() ? "lost" : "gained"),
                    Column.share("baseline_score", line -> line.flip().baselineScore()),
                    Column.share("contender_score", line -> line.flip().contenderScore()),
                    Column.text("baseline_answer", line -> line.flip().baselineAnswer()),
                    Column.text("contender_answer", line -> line.flip().contenderAnswer())));

    private CsvComparison() {}

    static String of(Comparison comparison) {
        List<Line> lines = new ArrayList<>();
        for (ModeComparison mode : comparison.modes()) {
            lines.add(new Line(comparison, mode, null));
        }
        for (ModeComparison mode : comparison.modes()) {
            for (Further further : mode.further()) {
                lines.add(new Line(comparison, mode, further));
            }
        }
        return written(COLUMNS, lines);
    }

    /** Every flipped example that was kept. */
    static String flips(Comparison comparison) {
        List<FlippedLine> lines = new ArrayList<>();
        for (ModeComparison mode : comparison.modes()) {
            for (FlippedExample flip : mode.flips().examples()) {
                lines.add(new FlippedLine(comparison, mode.mode(), flip));
            }
        }
        return written(FLIPPED_COLUMNS, lines);
    }

    /** A flipped example. */
    private record FlippedLine(Comparison comparison, String mode, FlippedExample flip) {}

    /** What is known of a mode in any metric. */
    private record Compared(
            double baseline,
            double contender,
            double difference,
            Interval interval,
            double p,
            String test,
            String intervalMethod) {}

    /**
     * A mode in one metric.
     *
     * @param further null for the main metric
     */
    private record Line(
            Comparison comparison,
            ModeComparison mode,
            @Nullable Further further) {

        @Nullable
        InFlight inFlight() {
            return further == null ? mode.inFlight() : null;
        }

        String metric() {
            return further == null ? mode.metric() : further.metric();
        }

        Family family() {
            return further == null ? Family.PRIMARY : Family.EXPLORATORY;
        }

        @Nullable
        Quality quality() {
            return further == null ? mode.quality() : null;
        }

        @Nullable
        Pairs pairs() {
            Quality quality = quality();
            return quality == null ? null : quality.pairs();
        }

        int n() {
            Pairs pairs = pairs();
            return further != null ? further.n() : pairs == null ? 0 : pairs.n();
        }

        @Nullable
        Compared compared() {
            if (further != null) {
                return new Compared(
                        further.baseline(),
                        further.contender(),
                        further.difference(),
                        further.interval(),
                        further.p(),
                        further.test(),
                        further.intervalMethod());
            }
            Quality quality = quality();
            return quality == null
                    ? null
                    : new Compared(
                            quality.baseline(),
                            quality.contender(),
                            quality.difference(),
                            quality.interval(),
                            quality.p(),
                            quality.test(),
                            quality.intervalMethod());
        }

        @Nullable
        String finding() {
            if (further != null) {
                return null;
            }
            Quality quality = quality();
            return quality == null ? "not comparable" : quality.finding().word();
        }

        @Nullable
        String check() {
            return further != null ? null : comparison.statusOf(mode.mode()).word();
        }

        @Nullable
        Timing total() {
            return further == null ? mode.total() : null;
        }

        @Nullable
        Timing waiting() {
            return further == null ? mode.waiting() : null;
        }

        ModeComparison.@Nullable Cost cost() {
            return further == null ? mode.cost() : null;
        }
    }

    private static List<Column<Compared>> compared() {
        return Column.list(
                List.of(
                        Column.share("baseline_quality", Compared::baseline),
                        Column.share("contender_quality", Compared::contender),
                        Column.difference("difference", Compared::difference)),
                Column.ends("difference", Column::difference, Compared::interval),
                List.of(Column.probability("p_value", Compared::p)));
    }

    private static List<Column<Timing>> times(String prefix) {
        return Column.list(
                List.of(
                        Column.count(prefix + "n", Timing::n),
                        Column.amount(prefix + "p50_baseline", Timing::baselineP50),
                        Column.amount(prefix + "p50_contender", Timing::contenderP50),
                        Column.amount(prefix + "p95_baseline", Timing::baselineP95),
                        Column.amount(prefix + "p95_contender", Timing::contenderP95),
                        Column.ratio(prefix + "p50_ratio", Timing::ratio)),
                Column.ends(prefix + "p50_ratio", Column::ratio, Timing::interval),
                List.of(Column.word(
                        prefix + "finding", timing -> timing.finding().word())));
    }

    private static <S, T> List<Column<S>> in(List<Column<T>> columns, Column.Value<S, T> part) {
        return columns.stream().map(column -> column.in(part)).toList();
    }

    private static <T> String written(List<Column<T>> columns, List<T> rows) {
        StringWriter out = new StringWriter();
        try {
            CsvText.write(out, columns, rows::forEach);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
