package org.adaptationlab.result.summary;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.adaptationlab.cost.BlockDrift;
import org.adaptationlab.cost.MachineDrift;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.cost.TokenRate;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Provenance;
import org.jspecify.annotations.Nullable;

/** How steady the machine was while a run was measured, and what may therefore be claimed of its times. */
public final class Drifts {

    private static final String COLD = "cold";

    /** A quicker call, such as that of a fixed label, is no measure of the machine: files keep times to a microsecond. */
    private static final double SHORTEST_MS = 0.01;

    private Drifts() {}

    /**
     * The drift of a run, by its probes and by what its summaries say of each block. Classifiers are quicker than a clock
     * that other work disturbs, so their blocks count only where there is nothing else.
     */
    public static MachineDrift of(Provenance provenance, List<SummaryRow> summaries) {
        List<SummaryRow> served =
                summaries.stream().filter(row -> !row.mode().isClassifier()).toList();
        return MachineDrift.of(
                provenance.coldProbes(),
                (served.isEmpty() ? summaries : served)
                        .stream().map(row -> row.speed().blockDrift()).toList());
    }

    /** What may be claimed of the times of a run, by its guard of the machine and by its drift. */
    public static TimeClaims claims(Provenance provenance, List<SummaryRow> summaries) {
        MachineDrift found = of(provenance, summaries);
        boolean nothingServed = summaries.stream().allMatch(row -> row.mode().isClassifier());
        Double drift = nothingServed ? found.withinBlocks() : found.worst();
        String warning = Stream.of(Guard.ONE_MACHINE, Guard.MACHINE_LOAD)
                .flatMap(guard -> provenance.guard(guard).stream())
                .filter(guard -> guard.status() != GuardResult.Status.PASS)
                .map(GuardResult::detail)
                .findFirst()
                .orElse(null);
        boolean timed = summaries.stream().anyMatch(row -> row.speed().total().p50() != null);
        return new TimeClaims(
                drift,
                warning == null && drift == null && timed ? "the machine's drift was not measured" : warning,
                Prices.of(provenance).areTimes() ? TimeClaims.Costs.FOLLOW_TIMES : TimeClaims.Costs.BY_TOKEN);
    }

    /**
     * How steady one block was; null where it was too short to tell.
     *
     * @param block the calls of one mode and adapter in the order they were asked
     */
    static @Nullable Double of(List<ExampleResult> block, @Nullable String prefixCache) {
        List<CallMeasurement> timed = block.stream()
                .filter(ExampleResult::isTimed)
                .map(ExampleResult::measurement)
                .toList();
        return Stream.of(COLD.equals(prefixCache) ? Pace.READING : Pace.WRITING, Pace.WRITING, Pace.STREAM, Pace.TOTAL)
                .map(pace -> BlockDrift.of(
                        timed.stream().map(pace::of).filter(Objects::nonNull).toList()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * What a call's pace is taken from. Reading the prompt takes longest and says most, but only where the server reads all
     * of it; else writing, by the server's clock or, where it does not tell, by the client's; and where no tokens are
     * written, the whole call.
     */
    private enum Pace {
        READING {
            @Override
            BlockDrift.@Nullable Call of(CallMeasurement call) {
                return call(call.prefillMs(), call.readTokens());
            }
        },
        WRITING {
            @Override
            BlockDrift.@Nullable Call of(CallMeasurement call) {
                return call(call.decodeMs(), call.outputTokens());
            }
        },
        STREAM {
            @Override
            BlockDrift.@Nullable Call of(CallMeasurement call) {
                Integer tokens = call.answerTokens();
                Double each = TokenRate.perToken(tokens, call.ttftMs(), call.totalMs());
                return each == null || tokens == null ? null : call(each * (tokens - 1), tokens - 1);
            }
        },
        TOTAL {
            @Override
            BlockDrift.@Nullable Call of(CallMeasurement call) {
                return call.outputTokens() == null ? call(call.totalMs(), 0) : null;
            }
        };

        abstract BlockDrift.@Nullable Call of(CallMeasurement call);

        private static BlockDrift.@Nullable Call call(@Nullable Double ms, @Nullable Integer tokens) {
            return ms == null || tokens == null || ms < SHORTEST_MS ? null : new BlockDrift.Call(ms, tokens);
        }
    }
}
