package org.adaptationlab.result.record;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the settings of a run's modes were chosen, as far as {@code lab tune} chose them; modes in the run's order. */
public record TuningCopy(List<Mode> modes) {

    public TuningCopy {
        modes = List.copyOf(modes);
    }

    /**
     * One mode.
     *
     * @param tries how many settings were tried, or are to be; 0 for a mode that nothing is tried for
     * @param found what was found when it was tuned, null where that was not done
     */
    public record Mode(String mode, State state, int tries, TuningRecord.@Nullable Mode found) {

        public Mode {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(state, "state");
        }
    }

    /** Whether a mode has the settings that tuning chose. */
    public enum State {
        /** It has them. */
        TUNED,
        /** It has others: they were not taken over, or changed since. */
        OTHER_SETTINGS,
        /** It has them, but they were chosen with another model. */
        OTHER_MODEL,
        /** It has them, but they were chosen on other data. */
        OTHER_DATA,
        /** The lab has candidates that were not tried. */
        NOT_TRIED,
        /** The lab has no candidates for it. */
        UNTUNED
    }
}
