package org.adaptationlab.run.plan;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.lab.ModeDefinition;
import org.jspecify.annotations.Nullable;

/**
 * One thing measured: a mode, with one of its adapters where it trains several.
 *
 * @param adapterSeed training seed, null where the harness trains nothing for the mode
 */
public record MeasuredMode(ModeDefinition mode, @Nullable Long adapterSeed) {

    /** What is measured of the modes, in order: each once, or once for each of its adapter seeds. */
    public static List<MeasuredMode> of(List<ModeDefinition> modes) {
        List<MeasuredMode> measured = new ArrayList<>();
        for (ModeDefinition mode : modes) {
            mode.adaptation()
                    .training()
                    .ifPresentOrElse(
                            trained -> trained.seeds().forEach(seed -> measured.add(new MeasuredMode(mode, seed))),
                            () -> measured.add(new MeasuredMode(mode, null)));
        }
        return measured;
    }

    /** The mode's name, with the seed where there is one. */
    public String label() {
        return adapterSeed == null ? mode.name() : mode.name() + " (seed " + adapterSeed + ")";
    }
}
