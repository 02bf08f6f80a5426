package org.adaptationlab.run.loop;

import org.adaptationlab.adapt.PassageIndex;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.run.adapter.ReadyAdapter;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.prompt.ModePrompts;
import org.jspecify.annotations.Nullable;

/**
 * A mode with its index, prompts and adapter, not yet served.
 *
 * @param adapter null where the mode has none
 * @param searchSeconds of the calls that found the prompt of a mode that has nothing else to adapt, null where none did
 * @param note what sets the mode apart from the baseline beside its technique, null for nothing
 */
record AdaptedMode(
        MeasuredMode mode,
        ModeIdentity identity,
        ModePrompts.Prepared prepared,
        @Nullable ReadyAdapter adapter,
        @Nullable Double searchSeconds,
        @Nullable String note) {

    /**
     * Seconds of training, indexing and searching for a prompt when that was done; null where there was none, or nobody
     * says what training took.
     */
    @Nullable
    Double adaptSeconds() {
        return searchSeconds == null ? madeSeconds() : searchSeconds;
    }

    private @Nullable Double madeSeconds() {
        PassageIndex index = prepared.index();
        Double training =
                adapter == null || adapter.log() == null ? null : adapter.log().seconds();
        Double indexing = index == null ? null : index.buildSeconds();
        if (adapter == null) {
            return indexing;
        }
        if (training == null) {
            return null;
        }
        return indexing == null ? training : Double.valueOf(training + indexing);
    }

    /** Whether there was something to adapt and all of it was there before the run. */
    boolean reused() {
        PassageIndex index = prepared.index();
        return (index != null || adapter != null || searchSeconds != null)
                && (index == null || index.reused())
                && (adapter == null || adapter.reused());
    }
}
