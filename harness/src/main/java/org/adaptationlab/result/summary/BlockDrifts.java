package org.adaptationlab.result.summary;

import java.util.List;
import java.util.Objects;
import org.adaptationlab.cost.BlockDrift;
import org.adaptationlab.cost.MachineDrift;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.jspecify.annotations.Nullable;

/** How steady the machine was while a run was measured: within each mode's block, and by the probes around them. */
public final class BlockDrifts {

    private static final String COLD = "cold";

    private BlockDrifts() {}

    /** The drift of a run, by its probes and by what its summaries say of each block. */
    public static MachineDrift of(Provenance provenance, List<SummaryRow> summaries) {
        return MachineDrift.of(
                provenance.coldProbes(),
                summaries.stream().map(row -> row.speed().blockDrift()).toList());
    }

    /**
     * Notes in each summary how steady its mode's block was; where a mode has several adapters, each has its own block.
     *
     * @param rows in the order they were asked
     */
    public static List<SummaryRow> noted(
            List<SummaryRow> summaries, List<ExampleResult> rows, @Nullable String prefixCache) {
        return summaries.stream()
                .map(summary -> summary.withBlockDrift(rows.stream()
                        .map(ExampleResult::mode)
                        .filter(summary::isOf)
                        .distinct()
                        .map(block -> drift(block, rows, COLD.equals(prefixCache)))
                        .filter(Objects::nonNull)
                        .max(Double::compare)
                        .orElse(null)))
                .toList();
    }

    private static @Nullable Double drift(ModeIdentity block, List<ExampleResult> rows, boolean cold) {
        return BlockDrift.of(rows.stream()
                .filter(row -> row.mode().equals(block) && row.retries() == 0)
                .map(row -> pace(row.measurement(), cold))
                .toList());
    }

    /**
     * Milliseconds per token. Reading the prompt takes longest and says most, but only where the server reads all of it;
     * else decoding, by the server's clock or, where it does not tell, by the client's.
     */
    private static @Nullable Double pace(CallMeasurement call, boolean cold) {
        Double reading = perToken(call.prefillMs(), call.inputTokens());
        if (cold && reading != null) {
            return reading;
        }
        Double writing = perToken(call.decodeMs(), call.outputTokens());
        Double total = call.totalMs();
        Double ttft = call.ttftMs();
        Integer tokens = call.outputTokens();
        return writing != null || total == null || ttft == null || tokens == null
                ? writing
                : perToken(total - ttft, tokens - 1);
    }

    private static @Nullable Double perToken(@Nullable Double ms, @Nullable Integer tokens) {
        return ms == null || tokens == null || tokens < 1 || !(ms > 0) ? null : Double.valueOf(ms / tokens);
    }
}
