package org.adaptationlab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.cost.MachineDrift.Probe;
import org.junit.jupiter.api.Test;

class MachineDriftTest {

    @Test
    void isTheLargestChangeWithinAModeAndBetweenModesOfOneServedModel() {
        MachineDrift drift = MachineDrift.of(
                List.of(
                        new Probe("base", 100.0, 110.0),
                        new Probe("base", 120.0, 118.0),
                        new Probe("adapter", 200.0, 205.0)),
                List.of());

        assertThat(Objects.requireNonNull(drift.withinModes())).isCloseTo(0.10, within(1e-12));
        assertThat(Objects.requireNonNull(drift.betweenModes())).isCloseTo(0.20, within(1e-12));
        assertThat(drift.worst()).isEqualTo(drift.betweenModes());
    }

    @Test
    void neverComparesDifferentServedModels() {
        assertThat(MachineDrift.of(
                                List.of(new Probe("base", 100.0, 100.0), new Probe("adapter", 200.0, 200.0)), List.of())
                        .worst())
                .isEqualTo(0.0);
    }

    @Test
    void seesWorkThatComesAndGoesBetweenTheProbes() {
        MachineDrift drift = MachineDrift.of(List.of(new Probe("base", 100.0, 102.0)), Arrays.asList(null, 0.04, 0.45));

        assertThat(Objects.requireNonNull(drift.ofProbes())).isCloseTo(0.02, within(1e-12));
        assertThat(drift.worst()).isEqualTo(0.45);
    }

    @Test
    void isUnknownWhereNothingWasProbed() {
        MachineDrift drift =
                MachineDrift.of(List.of(new Probe("base", null, 100.0), new Probe("adapter", null, null)), List.of());

        assertThat(drift.worst()).isNull();
    }
}
