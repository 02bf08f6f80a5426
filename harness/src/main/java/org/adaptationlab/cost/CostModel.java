package org.adaptationlab.cost;

import org.adaptationlab.cost.CostAssumptions.Hardware;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.jspecify.annotations.Nullable;

/**
 * Turns times and tokens into USD.
 *
 * <p>A busy second of the machine costs its share of the price, {@code price / (life * utilisation)}, and its
 * electricity; the idle time that comes with a busy second at this utilisation, {@code (1 - u) / u} seconds, is paid by
 * it too. What a closed API answers costs its tokens. A request is priced as if the machine had nothing else to do while
 * it is answered: a server that batches requests shares its seconds among them, and each costs less.
 */
public final class CostModel {

    private static final double HOURS_PER_YEAR = 365.25 * 24;
    private static final double SECONDS_PER_HOUR = 3600;
    private static final double SECONDS_PER_YEAR = HOURS_PER_YEAR * SECONDS_PER_HOUR;
    private static final double WATTS_PER_KW = 1000;
    private static final double JOULES_PER_KWH = 3.6e6;
    private static final double MILLION = 1e6;
    private static final double MS_PER_S = 1000;
    private static final String REMOTE = "openai";

    private final CostAssumptions assumptions;
    private final boolean remote;

    /** @param runtime name of the runtime: {@code openai} serves elsewhere, the others on this machine */
    public CostModel(CostAssumptions assumptions, String runtime) {
        this.assumptions = assumptions;
        this.remote = runtime.equals(REMOTE);
    }

    /** USD for a second in which the machine works. */
    public double machineSecondUsd() {
        Hardware machine = assumptions.hardware();
        double u = machine.utilisation();
        double depreciation = machine.priceUsd() / (machine.lifeYears() * SECONDS_PER_YEAR * u);
        double watts = machine.busyWatts() + machine.idleWatts() * (1 - u) / u;
        return depreciation + watts / JOULES_PER_KWH * assumptions.electricityUsdPerKwh();
    }

    /**
     * USD for an hour in which a machine of one's own stands there: a part of its price, by the hours of its life, whether
     * it works or waits, and its electricity. The assumed utilisation is not in it.
     *
     * @param busyShare share (0 to 1) of the hour in which it works
     */
    public double machineHourUsd(double busyShare) {
        Hardware machine = assumptions.hardware();
        double depreciation = machine.priceUsd() / (machine.lifeYears() * HOURS_PER_YEAR);
        double watts = busyShare * machine.busyWatts() + (1 - busyShare) * machine.idleWatts();
        return depreciation + watts / WATTS_PER_KW * assumptions.electricityUsdPerKwh();
    }

    /**
     * What it costs to serve on machines of one's own that each answer so many requests.
     *
     * @param requestsPerSecond of one machine that is full, above 0
     */
    public ServingCost serving(double requestsPerSecond) {
        return ServingCost.onMachines(requestsPerSecond * SECONDS_PER_HOUR, machineHourUsd(0), machineHourUsd(1));
    }

    /** Whether requests are paid by the token; else by the time they keep the machine busy. */
    public boolean isByToken() {
        return remote;
    }

    /** USD for work of this machine, in milliseconds; null where the time was not measured. */
    public @Nullable Double machineUsd(@Nullable Double ms) {
        return ms == null ? null : Double.valueOf(machineSecondUsd() * ms / MS_PER_S);
    }

    /**
     * USD for the tokens of a call to a closed API; null where they were not measured, or have no price.
     *
     * @param price of the model that answered
     */
    public static @Nullable Double tokensUsd(
            @Nullable TokenPrice price, @Nullable Integer inputTokens, @Nullable Integer outputTokens) {
        return price == null || inputTokens == null || outputTokens == null
                ? null
                : Double.valueOf(meanTokensUsd(price, inputTokens.doubleValue(), outputTokens.doubleValue()));
    }

    /** The same of mean numbers of tokens of many calls. */
    public static double meanTokensUsd(TokenPrice price, double inputTokens, double outputTokens) {
        return (inputTokens * price.inputUsdPerMillion() + outputTokens * price.outputUsdPerMillion()) / MILLION;
    }

    /** USD for a right answer; null where none is right or the parts are unknown. */
    public static @Nullable Double perRightAnswer(@Nullable Double requestUsd, @Nullable Double quality) {
        return requestUsd == null || quality == null || !(quality > 0) ? null : Double.valueOf(requestUsd / quality);
    }
}
