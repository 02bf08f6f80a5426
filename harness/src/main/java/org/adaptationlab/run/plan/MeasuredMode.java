package org.adaptationlab.run.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.lab.AdaptationSpec;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.EncoderTuning;
import org.adaptationlab.lab.ModeDefinition;
import org.jspecify.annotations.Nullable;

/**
 * One thing measured: a mode, with one of its adapters where it has several.
 *
 * @param adapterSeed training seed of its adapter or its encoder, or the place in the lab file's list of an adapter from
 *     elsewhere; null where the mode has neither, or a single adapter from elsewhere
 */
public record MeasuredMode(ModeDefinition mode, @Nullable Long adapterSeed) {

    /** What is measured of the modes, in order: each once, or once for each of its adapters. */
    public static List<MeasuredMode> of(List<ModeDefinition> modes) {
        List<MeasuredMode> measured = new ArrayList<>();
        for (ModeDefinition mode : modes) {
            AdaptationSpec spec = mode.adaptation();
            Optional<EncoderTuning> tuning = spec.encoderTuning();
            Optional<AdapterSource> source = spec.adapterSource();
            if (tuning.isPresent()) {
                tuning.get().seeds().forEach(seed -> measured.add(new MeasuredMode(mode, seed)));
            } else if (source.isPresent()) {
                source.get().adapters().forEach(adapter -> measured.add(new MeasuredMode(mode, adapter)));
            } else {
                measured.add(new MeasuredMode(mode, null));
            }
        }
        return measured;
    }

    /** The mode's name, with what tells its adapter from others where there is something. */
    public String label() {
        if (adapterSeed == null) {
            return mode.name();
        }
        return mode.name() + (mode.adaptation().isTrained() ? " (seed " : " (adapter ") + adapterSeed + ")";
    }
}
