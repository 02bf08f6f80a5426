package org.adaptationlab.result.summary;

import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.adaptationlab.cost.CostModel;
import org.adaptationlab.lab.Technique;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * What calls and adapting of a run cost: each call by what made it. A model behind a closed API is paid by the token; a
 * model on this machine, a classifier and retrieval by the time they keep the machine busy. Null is not known, as is
 * everything where a run has no cost assumptions. Of time that several calls kept it busy together each pays its share: the
 * machine's price for the time a mode took, over its requests, is what one costs on average.
 */
public final class Prices {

    private final @Nullable CostAssumptions cost;
    private final @Nullable CostModel model;

    private Prices(@Nullable CostAssumptions cost, @Nullable CostModel model) {
        this.cost = cost;
        this.model = model;
    }

    /** The prices under a run's own assumptions. */
    public static Prices of(Provenance provenance) {
        return of(provenance.cost(), provenance.run().runtime());
    }

    /**
     * The prices under these assumptions.
     *
     * @param cost null where nothing is known of cost
     * @param runtime that answered the calls
     */
    public static Prices of(@Nullable CostAssumptions cost, String runtime) {
        return new Prices(cost, cost == null ? null : new CostModel(cost, runtime));
    }

    /** Whether the price of a model's call comes from its time, so that the machine's drift is in it. */
    public boolean areTimes() {
        return model == null || !model.isByToken();
    }

    /** USD for one call; null where it is not known. */
    @Nullable
    Double call(ExampleResult row) {
        if (model == null || cost == null || row.retries() > 0) {
            return null;
        }
        CallMeasurement call = row.measurement();
        if (row.mode().isClassifier() || !model.isByToken()) {
            return model.machineUsd(call.ownMs());
        }
        Double answering = CostModel.tokensUsd(tokenPrice(row.mode(), cost), call.inputTokens(), call.outputTokens());
        Double retrieving = model.machineUsd(call.retrieveMs());
        return answering == null ? null : Double.valueOf(answering + (retrieving == null ? 0 : retrieving));
    }

    /**
     * What a closed API takes for the model that answers in a mode, null where it has no price: an adapter is a model of its
     * own there, often more expensive than its base.
     */
    public static @Nullable TokenPrice tokenPrice(ModeIdentity mode, CostAssumptions cost) {
        return mode.technique().equals(Technique.LORA.word())
                ? cost.modePrices().get(mode.mode())
                : cost.tokenPrice();
    }

    /** USD for adapting, which happens on this machine; null where nothing is to adapt, or the time is not known. */
    @Nullable
    Double adapting(@Nullable Double seconds) {
        return model == null || seconds == null ? null : Double.valueOf(seconds * model.machineSecondUsd());
    }
}
