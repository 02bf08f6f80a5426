package org.adaptationlab.result.summary;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.adaptationlab.cost.LatencySummary;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.score.ClassificationReport;
import org.adaptationlab.score.MacroF1Interval;
import org.adaptationlab.score.Metric;
import org.adaptationlab.statistics.IntervalEstimate;
import org.adaptationlab.statistics.Sample;
import org.jspecify.annotations.Nullable;

/** Sums up rows of examples, mode by mode. */
public final class Summaries {

    private static final String WARM = "warm";
    private static final int REQUESTS = 1000;

    private final Context context;
    private final ScoreBook book;
    private final Map<ModeIdentity, ModeFacts> facts = new LinkedHashMap<>();

    /**
     * What a summary needs beside the rows.
     *
     * @param facts what is known of the modes; a mode may be missing
     * @param metric the lab's
     * @param labels of the task; none where it is no classification
     * @param prices of calls and adapting
     * @param prefixCache {@code cold} or {@code warm}, null where not known
     * @param seed of what is drawn at random for intervals
     */
    public record Context(
            List<ModeFacts> facts,
            Metric metric,
            List<String> labels,
            Prices prices,
            @Nullable String prefixCache,
            long seed) {

        public Context {
            facts = List.copyOf(facts);
            Objects.requireNonNull(metric, "metric");
            labels = List.copyOf(labels);
            Objects.requireNonNull(prices, "prices");
        }

        /** What run.json says. */
        public static Context of(Provenance provenance, Metric metric) {
            return new Context(
                    provenance.facts(),
                    metric,
                    provenance.lab().labels(),
                    Prices.of(provenance),
                    provenance.run().prefixCache(),
                    provenance.sampling().seed());
        }
    }

    private Summaries(Context context, ScoreBook book) {
        this.context = context;
        this.book = book;
        context.facts().forEach(known -> facts.put(known.mode(), known));
    }

    /**
     * A row per mode in the order of the rows; for a mode with several adapters first one over all of them, without
     * digest and seed, then one for each.
     *
     * @param rows in the order they were asked
     * @param book of the same rows
     */
    public static List<SummaryRow> of(List<ExampleResult> rows, ScoreBook book, Context context) {
        Summaries summaries = new Summaries(context, book);
        List<SummaryRow> all = new ArrayList<>();
        ExampleScores.byMode(rows).values().forEach(mode -> all.addAll(summaries.rowsOf(mode)));
        return all;
    }

    /** Fills in the time for an answer, retrieval included, where files of an earlier version lack it. */
    public static List<SummaryRow> withWaiting(List<SummaryRow> summaries, List<ExampleResult> rows) {
        return summaries.stream()
                .map(summary -> summary.lacksWaiting()
                        ? summary.withWaiting(latency(
                                rows.stream()
                                        .filter(row -> summary.isOf(row.mode()) && row.isTimed())
                                        .map(ExampleResult::measurement)
                                        .toList(),
                                CallMeasurement::waitMs))
                        : summary)
                .toList();
    }

    private List<SummaryRow> rowsOf(List<ExampleResult> rows) {
        Map<ModeIdentity, List<ExampleResult>> adapters = new LinkedHashMap<>();
        rows.forEach(row -> adapters.computeIfAbsent(row.mode(), identity -> new ArrayList<>())
                .add(row));
        ModeScores scores = book.mode(rows.get(0).mode().mode()).scores();
        List<SummaryRow> all = new ArrayList<>();
        if (adapters.size() > 1) {
            ModeIdentity first = rows.get(0).mode();
            ModeIdentity together = new ModeIdentity(first.mode(), first.technique(), null, null);
            all.add(summary(together, adapters, rows, scores));
        }
        adapters.forEach(
                (identity, own) -> all.add(summary(identity, Map.of(identity, own), own, scores.of(identity))));
        return all;
    }

    private SummaryRow summary(
            ModeIdentity mode,
            Map<ModeIdentity, List<ExampleResult>> adapters,
            List<ExampleResult> rows,
            ModeScores scores) {
        int[] complete = scores.complete().stream().toArray();
        return new SummaryRow(
                mode,
                counts(rows, complete.length),
                quality(rows, scores, complete),
                speed(rows, adapters.values()),
                costs(adapters.keySet(), rows));
    }

    private static SummaryRow.Counts counts(List<ExampleResult> rows, int complete) {
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
                count(rows, Summaries::failed),
                complete);
    }

    private SummaryRow.Quality quality(List<ExampleResult> rows, ModeScores scores, int[] complete) {
        String metric = context.metric().column();
        Double macroF1 = complete.length == 0
                ? null
                : ExampleScores.classification(rows, context.labels())
                        .map(ClassificationReport::macroF1)
                        .orElse(null);
        IntervalEstimate macroF1Interval = macroF1 == null || scores.adapters().size() > 1
                ? null
                : MacroF1Interval.of(context.labels(), ExampleScores.judgedByDocument(rows), context.seed());
        if (complete.length == 0) {
            return new SummaryRow.Quality(metric, null, null, null, null);
        }
        Sample sample = scores.sample(complete);
        return new SummaryRow.Quality(
                metric, sample.mean(), sample.meanInterval(context.seed()), macroF1, macroF1Interval);
    }

    private SummaryRow.Speed speed(List<ExampleResult> rows, Collection<List<ExampleResult>> blocks) {
        List<CallMeasurement> calls = rows.stream()
                .filter(ExampleResult::isTimed)
                .map(ExampleResult::measurement)
                .toList();
        // a server that keeps prefixes counts tokens that it did not read, and may not say how many
        boolean readsAll = !WARM.equals(context.prefixCache());
        List<CallMeasurement> readingKnown = calls.stream()
                .filter(call -> readsAll || call.cachedTokens() != null)
                .toList();
        return new SummaryRow.Speed(
                latency(calls, CallMeasurement::ttftMs),
                latency(calls, CallMeasurement::totalMs),
                latency(calls, CallMeasurement::waitMs),
                latency(calls, CallMeasurement::retrieveMs).p50(),
                perSecond(readingKnown, CallMeasurement::readTokens, CallMeasurement::prefillMs),
                perSecond(calls, CallMeasurement::outputTokens, CallMeasurement::decodeMs),
                mean(calls, CallMeasurement::inputTokens),
                mean(calls, CallMeasurement::outputTokens),
                blocks.stream()
                        .map(block -> Drifts.of(block, context.prefixCache()))
                        .filter(Objects::nonNull)
                        .max(Double::compare)
                        .orElse(null),
                calls.stream()
                        .map(CallMeasurement::inFlight)
                        .filter(Objects::nonNull)
                        .max(Integer::compare)
                        .orElse(null));
    }

    private SummaryRow.Costs costs(Set<ModeIdentity> adapters, List<ExampleResult> rows) {
        List<ModeFacts> known = adapters.stream()
                .flatMap(adapter -> Stream.ofNullable(facts.get(adapter)))
                .toList();
        Double adaptSeconds = mean(known, ModeFacts::adaptSeconds);
        Double request = mean(rows, context.prices()::call);
        Long peak = known.stream()
                .map(ModeFacts::peakRssMb)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
        return new SummaryRow.Costs(
                request == null ? null : Double.valueOf(request * REQUESTS),
                adaptSeconds,
                context.prices().adapting(adaptSeconds),
                peak);
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
