package org.adaptationlab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.adaptationlab.cost.CostAssumptions.Hardware;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CostModelTest {

    /** One year at full use: 31,557.6 USD are 0.001 USD a second; 3,600 W at 1 USD are 0.001 USD a second too. */
    private static final Hardware FULL = new Hardware(31_557.6, 1, 1, 3600, 0);

    @Test
    void aBusySecondCostsItsShareOfThePriceAndItsElectricity() {
        assertThat(model(FULL, "ollama", null).machineSecondUsd()).isCloseTo(0.002, within(1e-12));
    }

    @Test
    void aBusySecondPaysForTheIdleOnesBesideIt() {
        Hardware half = new Hardware(31_557.6, 1, 0.5, 3600, 1800);

        assertThat(model(half, "embedded", null).machineSecondUsd()).isCloseTo(0.002 + 0.0015, within(1e-12));
    }

    @Test
    void workOfThisMachineIsPaidByItsTime() {
        CostModel model = model(FULL, "embedded", null);

        assertThat(known(model.machineUsd(2000.0))).isCloseTo(0.004, within(1e-12));
        assertThat(model.machineUsd(null)).isNull();
    }

    @Test
    void aRequestToAClosedApiIsPaidByItsTokensOrNotKnown() {
        TokenPrice price = new TokenPrice("m", 2, 8, "2026-01-01", null);

        assertThat(known(CostModel.tokensUsd(price, 1000, 100))).isCloseTo(0.0028, within(1e-12));
        assertThat(CostModel.tokensUsd(price, null, 100)).isNull();
        assertThat(CostModel.tokensUsd(null, 1000, 100)).isNull();
    }

    @Test
    void aRightAnswerCostsItsWrongOnesToo() {
        assertThat(CostModel.perRightAnswer(0.01, 0.25)).isEqualTo(0.04);
        assertThat(CostModel.perRightAnswer(0.01, 0.0)).isNull();
        assertThat(CostModel.perRightAnswer(null, 0.5)).isNull();
    }

    private static CostModel model(Hardware hardware, String runtime, @Nullable TokenPrice price) {
        return new CostModel(new CostAssumptions("cost.yaml", "2026-01-01", hardware, 1, price), runtime);
    }

    private static double known(@Nullable Double value) {
        return Objects.requireNonNull(value);
    }
}
