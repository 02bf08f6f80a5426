package org.adaptationlab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.adaptationlab.cost.CostAssumptions.Hardware;
import org.junit.jupiter.api.Test;

/** By hand: 1,000 USD over 4 years are 1000 / (4 · 8766 h) = 0.0285193 USD an hour; 80 W are 0.02, 20 W 0.005 USD an hour. */
class ServingCostTest {

    private static final double DEPRECIATION = 1000 / (4 * 8766.0);
    private static final CostModel MODEL = new CostModel(
            new CostAssumptions("cost.yaml", "2026-01-15", new Hardware(1000, 4, 0.25, 80, 20), 0.25, null), "ollama");

    @Test
    void anHourOfAMachineCostsItsPartOfThePriceWhetherItWorksOrNot() {
        assertThat(MODEL.machineHourUsd(0)).isCloseTo(DEPRECIATION + 0.005, within(1e-12));
        assertThat(MODEL.machineHourUsd(1)).isCloseTo(DEPRECIATION + 0.02, within(1e-12));
        assertThat(MODEL.machineHourUsd(0.5)).isCloseTo(DEPRECIATION + 0.0125, within(1e-12));
    }

    @Test
    void atCapacityAnHourIsSharedByAllItsRequests() {
        ServingCost oneASecond = MODEL.serving(1);

        assertThat(oneASecond.capacityPerHour()).isEqualTo(3600);
        assertThat(1000 * oneASecond.atCapacityUsd()).isCloseTo(0.0134776, within(1e-7));
    }

    @Test
    void atALowVolumeRequestsPayForTheIdleTime() {
        ServingCost oneASecond = MODEL.serving(1);

        // 360 an hour: busy a tenth of the time, (0.0285193 + 0.002 + 0.0045) / 0.36
        assertThat(oneASecond.machines(360)).isEqualTo(1);
        assertThat(1000 * oneASecond.requestUsd(360)).isCloseTo(0.0972758, within(1e-7));
    }

    @Test
    void aboveItsCapacityASecondMachineIsNeededAndPaidWhole() {
        ServingCost oneASecond = MODEL.serving(1);

        assertThat(oneASecond.machines(3600)).isEqualTo(1);
        assertThat(oneASecond.machines(3601)).isEqualTo(2);
        // 5,400 an hour: two machines, each busy three quarters, 2 · (0.0285193 + 0.015 + 0.00125) / 5.4
        assertThat(1000 * oneASecond.requestUsd(5400)).isCloseTo(0.0165812, within(1e-7));
        assertThat(oneASecond.requestUsd(3601)).isGreaterThan(oneASecond.requestUsd(3600));
        assertThat(oneASecond.steps(8000)).containsExactly(3600.0, 7200.0);
    }

    @Test
    void aClosedApiCostsTheSameAtEveryVolume() {
        ServingCost api = ServingCost.byToken(0.002);

        assertThat(api.requestUsd(1)).isEqualTo(0.002);
        assertThat(api.requestUsd(1e9)).isEqualTo(0.002);
        assertThat(api.atCapacityUsd()).isEqualTo(0.002);
        assertThat(api.machines(1e9)).isZero();
        assertThat(api.steps(1e9)).isEmpty();
    }
}
