package org.adaptationlab.result.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.CostModel;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Provenance;
import org.jspecify.annotations.Nullable;

/** What calls and modes of a run cost; everything is null where the run has no cost assumptions. */
public final class Prices {

    private static final int REQUESTS = 1000;

    private final @Nullable CostModel model;

    private Prices(@Nullable CostModel model) {
        this.model = model;
    }

    /** The prices under a run's own assumptions. */
    public static Prices of(Provenance provenance) {
        CostAssumptions cost = provenance.cost();
        return new Prices(
                cost == null ? null : new CostModel(cost, provenance.run().runtime()));
    }

    /** Whether the price of a call comes from its time, so that the machine's drift is in it. */
    public boolean areTimes() {
        return model == null || !model.isByToken();
    }

    /** USD for one call; null where it is not known. */
    @Nullable
    Double call(ExampleResult row) {
        CallMeasurement call = row.measurement();
        return model == null || row.retries() > 0
                ? null
                : model.requestUsd(call.totalMs(), call.retrieveMs(), call.inputTokens(), call.outputTokens());
    }

    /** USD for adapting; null where nothing is to adapt, or it is not known. */
    @Nullable
    Double adapting(@Nullable Double seconds) {
        return model == null ? null : model.adaptUsd(seconds);
    }

    /** Fills in the costs of summaries. */
    public List<SummaryRow> priced(List<SummaryRow> summaries, List<ExampleResult> rows) {
        List<SummaryRow> priced = new ArrayList<>();
        for (SummaryRow summary : summaries) {
            SummaryRow.Costs costs = summary.costs();
            OptionalDouble mean = rows.stream()
                    .filter(row -> summary.isOf(row.mode()))
                    .map(this::call)
                    .flatMapToDouble(usd -> usd == null ? DoubleStream.empty() : DoubleStream.of(usd))
                    .average();
            priced.add(new SummaryRow(
                    summary.mode(),
                    summary.counts(),
                    summary.quality(),
                    summary.speed(),
                    new SummaryRow.Costs(
                            mean.isPresent() ? mean.getAsDouble() * REQUESTS : null,
                            costs.adaptSeconds(),
                            adapting(costs.adaptSeconds()),
                            costs.peakRssMb())));
        }
        return priced;
    }
}
