package org.adaptationlab.run.record;

import java.util.Optional;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.TunedMode;
import org.adaptationlab.lab.Tuning;
import org.adaptationlab.result.TuningFile;
import org.adaptationlab.result.record.TuningCopy;
import org.adaptationlab.result.record.TuningCopy.State;
import org.adaptationlab.result.record.TuningRecord;
import org.adaptationlab.run.plan.RunPlan;
import org.jspecify.annotations.Nullable;

/** What is known of how the settings of a plan's modes were chosen. */
public final class TuningNotes {

    private final RunPlan plan;
    private final @Nullable TuningRecord record;

    private TuningNotes(RunPlan plan, @Nullable TuningRecord record) {
        this.plan = plan;
        this.record = record;
    }

    /** Reads tuning.json, where the lab file has anything to tune. */
    public static TuningNotes of(RunPlan plan) {
        LabDefinition lab = plan.lab();
        return new TuningNotes(
                plan, lab.tuning() == null ? null : TuningFile.read(lab.file()).orElse(null));
    }

    /** For run.json. */
    public TuningCopy copy() {
        return new TuningCopy(plan.modes().stream().map(this::mode).toList());
    }

    /**
     * Seconds of the calls that searched the prompt a mode has, which are its adapting; empty where its settings are not
     * those of a search.
     */
    public Optional<Double> searchSeconds(ModeDefinition mode) {
        TuningCopy.Mode known = mode(mode);
        TuningRecord.Mode found = known.found();
        return found == null || !found.searched() || known.state() == State.OTHER_SETTINGS
                ? Optional.empty()
                : Optional.of(found.effort().callSeconds());
    }

    private TuningCopy.Mode mode(ModeDefinition mode) {
        Tuning tuning = plan.lab().tuning();
        TunedMode tuned = tuning == null ? null : tuning.of(mode.name()).orElse(null);
        if (tuned == null) {
            return new TuningCopy.Mode(mode.name(), State.UNTUNED, 0, null);
        }
        TuningRecord.Mode found = record == null ? null : record.of(mode.name()).orElse(null);
        return found == null
                ? new TuningCopy.Mode(mode.name(), State.NOT_TRIED, tuned.tries(), null)
                : new TuningCopy.Mode(
                        mode.name(), state(tuned, found), found.candidates().size(), found);
    }

    private State state(TunedMode tuned, TuningRecord.Mode found) {
        if (!found.winner().settingsDigest().equals(tuned.settings().digest())) {
            return State.OTHER_SETTINGS;
        }
        if (!found.modelDigest().equals(plan.base().digest())) {
            return State.OTHER_MODEL;
        }
        return found.datasetDigest().equals(plan.dataset().digest()) ? State.TUNED : State.OTHER_DATA;
    }
}
