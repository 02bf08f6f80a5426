package org.adaptationlab.report.html;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.cost.LatencySummary;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.report.chart.Axis;
import org.adaptationlab.report.chart.Strip;
import org.adaptationlab.report.table.EvidenceTables;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.summary.ExampleScores;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * How long answers take: each call's time on one axis, and where it goes.
 *
 * @param parts medians of the parts of a call
 * @param percentiles with their intervals
 * @param speed tokens per second, and the probes
 * @param drift how steady the machine was
 */
public record Latencies(Axis axis, List<Line> lines, Table parts, Table percentiles, Table speed, String drift) {

    private static final double LOG_FROM = 30;

    /**
     * A mode's times.
     *
     * @param far the 95th percentile; of too few calls for one the longest, called so
     */
    record Line(String mode, Strip strip, String median, String far) {}

    /** Null where nothing was timed. */
    public static @Nullable Latencies of(RunResults results, EvidenceTables evidence) {
        Map<String, List<ExampleResult>> modes = ExampleScores.byMode(results.examples());
        DoubleSummaryStatistics all = results.examples().stream()
                .filter(ExampleResult::isTimed)
                .map(call -> call.measurement().waitMs())
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        if (all.getCount() == 0) {
            return null;
        }
        double least = Math.max(1, all.getMin());
        double most = Math.max(least * 1.01, all.getMax());
        Axis axis =
                most / least > LOG_FROM ? Axis.log(least, most, Figures::time) : Axis.linear(0, most, 5, Figures::time);
        List<Line> lines = new ArrayList<>();
        modes.forEach((mode, rows) -> {
            List<Double> times = waits(rows);
            if (!times.isEmpty()) {
                lines.add(line(axis, mode, times));
            }
        });
        return new Latencies(axis, lines, parts(results), evidence.percentiles(), evidence.speed(), drift(results));
    }

    private static Line line(Axis axis, String mode, List<Double> times) {
        LatencySummary summary = LatencySummary.of(times);
        double longest = times.get(times.size() - 1);
        double median = Objects.requireNonNullElse(summary.p50(), longest);
        double far = Objects.requireNonNullElse(summary.p95(), longest);
        boolean few = summary.p95() == null;
        Interval half = LatencySummary.middleHalf(times);
        return new Line(
                mode,
                new Strip(
                        mode + ": median " + Figures.time(median) + (few ? ", longest " : ", 95th percentile ")
                                + Figures.time(far),
                        axis.grid(),
                        null,
                        new Interval(axis.at(half.low()), axis.at(half.high())),
                        new Interval(axis.at(median), axis.at(far)),
                        axis.at(median),
                        times.stream().map(axis::at).distinct().toList()),
                Figures.time(median),
                (few ? "max " : "") + Figures.time(far));
    }

    /** How long users waited: milliseconds of each call that says how quick such calls are, shortest first. */
    private static List<Double> waits(List<ExampleResult> calls) {
        return calls.stream()
                .filter(ExampleResult::isTimed)
                .map(call -> call.measurement().waitMs())
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    private static Table parts(RunResults results) {
        List<String> head = List.of(
                "mode",
                "retrieval p50 ms",
                "first token p50 / p95 ms",
                "model p50 / p95 ms",
                "tokens in / out",
                "loading the model s");
        return new Table(
                head,
                results.byMode().values().stream()
                        .map(row -> part(results.provenance(), row))
                        .toList(),
                1);
    }

    private static List<String> part(Provenance provenance, SummaryRow row) {
        SummaryRow.Speed speed = row.speed();
        String load = provenance.facts().stream()
                .filter(facts -> facts.mode().mode().equals(row.mode().mode()))
                .map(ModeFacts::loadSeconds)
                .map(Figures::bareSeconds)
                .findFirst()
                .orElse(Figures.NOT_MEASURED);
        return List.of(
                row.mode().mode(),
                Figures.rounded(speed.retrieveMsP50()),
                Figures.pair(speed.ttft().p50(), speed.ttft().p95()),
                Figures.pair(speed.total().p50(), speed.total().p95()),
                Figures.pair(speed.inputTokensMean(), speed.outputTokensMean()),
                load);
    }

    private static String drift(RunResults results) {
        TimeClaims claims = results.claims();
        if (claims.doubt() != null) {
            return "No difference in time is claimed: " + claims.doubt() + ".";
        }
        return claims.drift() == null
                ? "The machine's drift was not measured, so no difference in time is claimed."
                : "Differences in time of up to " + Figures.percent(claims.drift())
                        + ", the machine's drift, are not claimed.";
    }
}
