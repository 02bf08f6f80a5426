package org.adaptationlab.run.plan;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.jspecify.annotations.Nullable;

/**
 * One thing measured: a mode, with one of its adapters where it trains several.
 *
 * @param adapterSeed training seed, null where the harness trains nothing for the mode
 */
public record MeasuredMode(ModeDefinition mode, @Nullable Long adapterSeed) {

    /** The arms of the modes in order, one for each adapter seed. */
    public static List<MeasuredMode> of(List<ModeDefinition> modes) {
        List<MeasuredMode> arms = new ArrayList<>();
        for (ModeDefinition mode : modes) {
            if (mode.adaptation() instanceof LoraSpec lora && lora.adapter() instanceof AdapterSource.Trained trained) {
                trained.seeds().forEach(seed -> arms.add(new MeasuredMode(mode, seed)));
            } else {
                arms.add(new MeasuredMode(mode, null));
            }
        }
        return arms;
    }

    /** The mode's name, with the seed where there is one. */
    public String label() {
        return adapterSeed == null ? mode.name() : mode.name() + " (seed " + adapterSeed + ")";
    }
}
