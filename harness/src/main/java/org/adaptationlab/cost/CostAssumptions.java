package org.adaptationlab.cost;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What cost figures rest on. None of it is measured.
 *
 * @param source file it was read from, as the user would name it
 * @param asOf date the assumptions were made, ISO 8601
 * @param electricityUsdPerKwh price of electricity
 * @param tokenPrice price of the run's model where a closed API serves it, null where there is none
 * @param modePrices price of the model that answers in a mode's stead, by mode: a fine-tuned one; none for a mode whose
 *     model has no price. Files of earlier versions lack it
 */
public record CostAssumptions(
        String source,
        String asOf,
        Hardware hardware,
        double electricityUsdPerKwh,
        @Nullable TokenPrice tokenPrice,
        Map<String, TokenPrice> modePrices) {

    /** How the source of the assumptions that come with the harness ends. */
    public static final String SHIPPED = " (shipped, round assumptions)";

    public CostAssumptions {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(asOf, "as_of");
        Objects.requireNonNull(hardware, "hardware");
        modePrices = modePrices == null ? Map.of() : Map.copyOf(modePrices);
    }

    /** Assumptions for a run in which the one model answers in every mode. */
    public CostAssumptions(
            String source,
            String asOf,
            Hardware hardware,
            double electricityUsdPerKwh,
            @Nullable TokenPrice tokenPrice) {
        this(source, asOf, hardware, electricityUsdPerKwh, tokenPrice, Map.of());
    }

    /** Whether nobody has said which machine serves: these are the assumptions that come with the harness. */
    public boolean areShipped() {
        return source.endsWith(SHIPPED);
    }

    /** The same with other prices of tokens. */
    public CostAssumptions withTokenPrices(@Nullable TokenPrice ofModel, Map<String, TokenPrice> ofModes) {
        return new CostAssumptions(source, asOf, hardware, electricityUsdPerKwh, ofModel, ofModes);
    }

    /**
     * The machine that serves.
     *
     * @param priceUsd what it was bought for
     * @param lifeYears years until it is worth nothing, above 0
     * @param utilisation share of that time in which it answers requests, above 0 and at most 1
     * @param busyWatts power while it answers
     * @param idleWatts power while it waits
     */
    public record Hardware(double priceUsd, double lifeYears, double utilisation, double busyWatts, double idleWatts) {

        public Hardware {
            if (!(priceUsd >= 0 && lifeYears > 0 && utilisation > 0 && utilisation <= 1)
                    || !(busyWatts >= 0 && idleWatts >= 0)) {
                throw new IllegalArgumentException(priceUsd + " USD, " + lifeYears + " years, utilisation "
                        + utilisation + ", " + busyWatts + " and " + idleWatts + " W");
            }
        }
    }

    /**
     * A closed API's price in USD for a million tokens, as it was listed on a day.
     *
     * @param asOf the day, ISO 8601
     * @param source where it was listed, null where nobody said
     */
    public record TokenPrice(
            String model,
            double inputUsdPerMillion,
            double outputUsdPerMillion,
            String asOf,
            @Nullable String source) {

        public TokenPrice {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(asOf, "as_of");
        }
    }
}
