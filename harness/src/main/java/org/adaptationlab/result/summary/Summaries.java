package org.adaptationlab.result.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.adaptationlab.cost.LatencySummary;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.score.ClassificationReport;
import org.adaptationlab.score.MacroF1Interval;
import org.adaptationlab.score.Metric;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.IntervalEstimate;
import org.adaptationlab.statistics.QuantileInterval;
import org.adaptationlab.statistics.Sample;
import org.jspecify.annotations.Nullable;

/** Sums up rows of examples, mode by mode. */
public final class Summaries {

    private static final double MEDIAN = 0.5;
    private static final double HIGH = 0.95;
    private static final double FAR = 0.99;

    private final Metric metric;
    private final List<String> labels;
    private final long seed;
    private final Map<ModeIdentity, ModeFacts> facts = new LinkedHashMap<>();

    private Summaries(Metric metric, List<String> labels, long seed, List<ModeFacts> facts) {
        this.metric = metric;
        this.labels = labels;
        this.seed = seed;
        facts.forEach(known -> this.facts.put(known.mode(), known));
    }

    /**
     * A row per mode in the order of the rows; for a mode with several adapters first one over all of them, without
     * digest and seed, then one for each.
     *
     * @param labels of the task; none where it is no classification
     * @param facts what is known of the modes; a mode may be missing
     * @param seed of what is drawn at random for intervals
     */
    public static List<SummaryRow> of(
            List<ExampleResult> rows, List<ModeFacts> facts, Metric metric, List<String> labels, long seed) {
        Summaries summaries = new Summaries(metric, labels, seed, facts);
        List<SummaryRow> all = new ArrayList<>();
        ExampleScores.byMode(rows).values().forEach(mode -> all.addAll(summaries.rowsOf(mode)));
        return all;
    }

    private List<SummaryRow> rowsOf(List<ExampleResult> rows) {
        Map<ModeIdentity, List<ExampleResult>> adapters = new LinkedHashMap<>();
        rows.forEach(row -> adapters.computeIfAbsent(row.mode(), identity -> new ArrayList<>())
                .add(row));
        List<SummaryRow> all = new ArrayList<>();
        if (adapters.size() > 1) {
            ModeIdentity first = rows.get(0).mode();
            ModeIdentity together = new ModeIdentity(first.mode(), first.technique(), null, null);
            all.add(summary(together, List.copyOf(adapters.keySet()), rows));
        }
        adapters.forEach((identity, own) -> all.add(summary(identity, List.of(identity), own)));
        return all;
    }

    private SummaryRow summary(ModeIdentity mode, List<ModeIdentity> adapters, List<ExampleResult> rows) {
        return new SummaryRow(mode, counts(rows), quality(rows), speed(rows), costs(adapters));
    }

    private static SummaryRow.Counts counts(List<ExampleResult> rows) {
        List<List<ExampleResult>> examples =
                List.copyOf(ExampleScores.byExample(rows).values());
        int failed = count(examples, calls -> calls.stream().allMatch(Summaries::failed));
        int graded = count(
                examples,
                calls -> calls.stream().anyMatch(call -> call.outcome().score() != null));
        return new SummaryRow.Counts(
                examples.size(),
                failed,
                count(examples, calls -> calls.stream().anyMatch(call -> call.outcome() instanceof Outcome.Unparsed)),
                count(examples, calls -> calls.stream().anyMatch(call -> call.outcome() instanceof Outcome.Truncated)),
                examples.size() - failed - graded,
                rows.size(),
                count(rows, Summaries::failed));
    }

    private SummaryRow.Quality quality(List<ExampleResult> rows) {
        OptionalDouble mean = ExampleScores.means(rows).values().stream()
                .mapToDouble(Double::doubleValue)
                .average();
        if (mean.isEmpty()) {
            return new SummaryRow.Quality(metric.column(), null, null, null, null);
        }
        Double macroF1 = ExampleScores.classification(rows, labels)
                .map(ClassificationReport::macroF1)
                .orElse(null);
        boolean oneAdapter = rows.stream().map(ExampleResult::mode).distinct().count() == 1;
        return new SummaryRow.Quality(
                metric.column(),
                mean.getAsDouble(),
                interval(rows),
                macroF1,
                macroF1 == null || !oneAdapter
                        ? null
                        : MacroF1Interval.of(labels, ExampleScores.judgedByDocument(rows), seed));
    }

    private @Nullable IntervalEstimate interval(List<ExampleResult> rows) {
        ModeScores scores = ModeScores.of(rows);
        List<String> examples = List.copyOf(scores.examples());
        boolean rightOrWrong = rows.stream()
                .map(row -> row.outcome().score())
                .allMatch(score -> score == null || score == 0 || score == 1);
        return examples.isEmpty()
                ? null
                : Sample.of(scores.table(examples), rightOrWrong).meanInterval(seed);
    }

    private static SummaryRow.Speed speed(List<ExampleResult> rows) {
        List<CallMeasurement> calls = rows.stream()
                // After a retry the server may be cold: such a call says nothing of its usual speed.
                .filter(row -> !failed(row) && row.retries() == 0)
                .map(ExampleResult::measurement)
                .toList();
        LatencySummary ttft = latency(calls, CallMeasurement::ttftMs);
        LatencySummary total = latency(calls, CallMeasurement::totalMs);
        return new SummaryRow.Speed(
                ttft.p50(),
                ttft.p95(),
                total.p50(),
                total.p95(),
                latency(calls, CallMeasurement::retrieveMs).p50(),
                perSecond(calls, CallMeasurement::inputTokens, CallMeasurement::prefillMs),
                perSecond(calls, CallMeasurement::outputTokens, CallMeasurement::decodeMs),
                mean(calls, CallMeasurement::inputTokens),
                mean(calls, CallMeasurement::outputTokens),
                new SummaryRow.SpeedIntervals(
                        quantile(calls, CallMeasurement::ttftMs, MEDIAN),
                        quantile(calls, CallMeasurement::ttftMs, HIGH),
                        quantile(calls, CallMeasurement::totalMs, MEDIAN),
                        quantile(calls, CallMeasurement::totalMs, HIGH),
                        ttft.p99() == null ? null : quantile(calls, CallMeasurement::ttftMs, FAR),
                        total.p99() == null ? null : quantile(calls, CallMeasurement::totalMs, FAR)),
                ttft.p99(),
                total.p99(),
                null);
    }

    private SummaryRow.Costs costs(List<ModeIdentity> adapters) {
        List<ModeFacts> known = adapters.stream()
                .flatMap(adapter -> Stream.ofNullable(facts.get(adapter)))
                .toList();
        Double adaptSeconds = mean(known, ModeFacts::adaptSeconds);
        Long peak = known.stream()
                .map(ModeFacts::peakRssMb)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
        return new SummaryRow.Costs(null, adaptSeconds, null, peak);
    }

    private static boolean failed(ExampleResult row) {
        return row.outcome() instanceof Outcome.Failed;
    }

    private static <T> int count(List<T> all, Predicate<T> wanted) {
        return Math.toIntExact(all.stream().filter(wanted).count());
    }

    private static LatencySummary latency(
            List<CallMeasurement> calls, Function<CallMeasurement, @Nullable Double> time) {
        return LatencySummary.of(calls.stream().map(time).toList());
    }

    private static @Nullable Interval quantile(
            List<CallMeasurement> calls, Function<CallMeasurement, @Nullable Double> time, double share) {
        return QuantileInterval.of(calls.stream().map(time).toList(), share);
    }

    /** All tokens over all seconds, of the calls where both were measured. */
    private static @Nullable Double perSecond(
            List<CallMeasurement> calls,
            Function<CallMeasurement, @Nullable Integer> tokens,
            Function<CallMeasurement, @Nullable Double> time) {
        double allTokens = 0;
        double allMs = 0;
        for (CallMeasurement call : calls) {
            Integer count = tokens.apply(call);
            Double ms = time.apply(call);
            if (count != null && ms != null) {
                allTokens += count;
                allMs += ms;
            }
        }
        return allMs > 0 ? allTokens * 1000 / allMs : null;
    }

    private static <T> @Nullable Double mean(List<T> all, Function<T, ? extends @Nullable Number> value) {
        double sum = 0;
        int n = 0;
        for (T one : all) {
            Number number = value.apply(one);
            if (number != null) {
                sum += number.doubleValue();
                n++;
            }
        }
        return n == 0 ? null : sum / n;
    }
}
