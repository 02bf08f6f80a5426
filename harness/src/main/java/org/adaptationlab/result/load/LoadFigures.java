package org.adaptationlab.result.load;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.adaptationlab.cost.LatencySummary;
import org.adaptationlab.cost.TokenRate;
import org.adaptationlab.lab.ServiceLimits;
import org.adaptationlab.result.load.LoadPoint.Counts;
import org.adaptationlab.result.load.LoadPoint.Rates;
import org.adaptationlab.result.load.LoadPoint.Times;
import org.adaptationlab.result.load.LoadPoint.Tokens;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Makes a point of the calls that ended in its time. The formulas, which docs/load.md repeats:
 * requests/s = answered / seconds; TPOT = (total − TTFT) / (output tokens − 1), of a request; goodput = requests that were
 * answered, could be read and kept each limit themselves, per second; the client's share = processor time of the harness /
 * (seconds · processors).
 */
public final class LoadFigures {

    private LoadFigures() {}

    /**
     * What is measured of one repetition.
     *
     * @param inFlight requests that were under way at once
     * @param repetition one-based
     * @param calls those that ended in the measured time, in any order
     * @param seconds its length
     * @param clientCpuSeconds processor time that the harness used in it; null where it can't be told
     * @param processors of the machine it ran on
     */
    public record Window(
            int inFlight,
            int repetition,
            List<ExampleResult> calls,
            double seconds,
            @Nullable Double clientCpuSeconds,
            int processors) {

        public Window {
            calls = List.copyOf(calls);
        }
    }

    /** The point; without limits nothing is within them. */
    public static LoadPoint of(ModeIdentity mode, Window window, @Nullable ServiceLimits limits) {
        List<ExampleResult> calls = window.calls();
        List<ExampleResult> answered = calls.stream()
                .filter(call ->
                        call.outcome().output() != null) // nor a prompt that did not fit, which costs a server nothing
                .toList();
        List<CallMeasurement> timed = answered.stream()
                .filter(ExampleResult::isTimed)
                .map(ExampleResult::measurement)
                .toList();
        Integer within = limits == null
                ? null
                : Integer.valueOf((int)
                        answered.stream().filter(call -> keeps(call, limits)).count());
        return new LoadPoint(
                mode,
                window.inFlight(),
                window.repetition(),
                window.seconds(),
                new Counts(
                        calls.size(),
                        count(calls, Outcome.Failed.class),
                        count(calls, Outcome.Unparsed.class),
                        count(calls, Outcome.Truncated.class),
                        answered.size() - timed.size(),
                        within),
                new Rates(
                        answered.size() / window.seconds(),
                        perSecond(answered, CallMeasurement::inputTokens, window.seconds()),
                        perSecond(answered, CallMeasurement::outputTokens, window.seconds()),
                        within == null ? null : Double.valueOf(within / window.seconds())),
                times(timed, CallMeasurement::ttftMs),
                times(timed, LoadFigures::tpotMs),
                times(timed, CallMeasurement::totalMs),
                new Tokens(
                        mean(answered, CallMeasurement::inputTokens),
                        mean(answered, CallMeasurement::outputTokens),
                        mean(answered, CallMeasurement::cachedTokens)),
                window.clientCpuSeconds() == null
                        ? null
                        : Double.valueOf(
                                Math.min(1, window.clientCpuSeconds() / window.seconds() / window.processors())));
    }

    /** (total − TTFT) / (tokens − 1); null where an answer has fewer than two tokens, or was not timed. */
    static @Nullable Double tpotMs(CallMeasurement call) {
        return TokenRate.perToken(call.answerTokens(), call.ttftMs(), call.totalMs());
    }

    /**
     * Whether a request was answered so that it could be read, at the first try, and kept each limit by itself. A time that
     * was not measured keeps none, but for the time of a token in an answer of one.
     */
    static boolean keeps(ExampleResult call, ServiceLimits limits) {
        CallMeasurement measured = call.measurement();
        return call.outcome() instanceof Outcome.Answered
                && call.isTimed()
                && isWithin(limits.ttftMsP95(), measured.ttftMs())
                && isWithin(limits.totalMsP95(), measured.totalMs())
                && (hasOneToken(measured) || isWithin(limits.tpotMsP95(), tpotMs(measured)));
    }

    private static boolean hasOneToken(CallMeasurement call) {
        Integer tokens = call.answerTokens();
        return tokens != null && tokens < 2;
    }

    private static boolean isWithin(@Nullable Double limit, @Nullable Double measured) {
        return limit == null || (measured != null && measured <= limit);
    }

    private static int count(List<ExampleResult> calls, Class<? extends Outcome> kind) {
        return (int)
                calls.stream().filter(call -> kind.isInstance(call.outcome())).count();
    }

    private static Times times(Collection<CallMeasurement> calls, Function<CallMeasurement, @Nullable Double> time) {
        List<Double> measured =
                calls.stream().map(time).filter(Objects::nonNull).toList();
        LatencySummary summary = LatencySummary.of(measured);
        return new Times(measured.size(), summary.p50(), summary.p95());
    }

    private static @Nullable Double mean(
            List<ExampleResult> calls, Function<CallMeasurement, @Nullable Integer> tokens) {
        Double sum = sum(calls, tokens);
        return sum == null ? null : Double.valueOf(sum / calls.size());
    }

    private static @Nullable Double perSecond(
            List<ExampleResult> calls, Function<CallMeasurement, @Nullable Integer> tokens, double seconds) {
        Double sum = sum(calls, tokens);
        return sum == null ? null : Double.valueOf(sum / seconds);
    }

    /** Null where there is no call, or the tokens of one are not known. */
    private static @Nullable Double sum(
            List<ExampleResult> calls, Function<CallMeasurement, @Nullable Integer> tokens) {
        double sum = 0;
        for (ExampleResult call : calls) {
            Integer each = tokens.apply(call.measurement());
            if (each == null) {
                return null;
            }
            sum += each;
        }
        return calls.isEmpty() ? null : Double.valueOf(sum);
    }
}
