package org.adaptationlab.run.guard;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.run.adapter.ReadyAdapter;
import org.adaptationlab.run.environment.LoadSampler;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.jspecify.annotations.Nullable;

/** The guards of one run: what is checked before, around each mode's block, and at the end. */
public final class RunChecks {

    private final RunPlan plan;
    private final AdapterChecks adapters;
    private final LoadSampler load;
    private final GuardLog log = new GuardLog();
    private final OptionsWatch options = new OptionsWatch();
    private final WeightsWatch weights;
    private @Nullable Double busyShare;

    public RunChecks(RunPlan plan, RunEnvironment environment, TimeShares shares) {
        this.plan = plan;
        this.adapters = new AdapterChecks(plan, environment);
        this.load = environment.load();
        this.weights = new WeightsWatch(shares);
    }

    /**
     * Checks what is known before anything is measured.
     *
     * @throws GuardException when a guard says that the run would be void
     * @throws org.adaptationlab.problem.LabException when an adapter can't be had or does not fit
     */
    public void before() {
        for (GuardResult found : DataGuards.check(plan)) {
            if (found.status() == Status.STOP) {
                throw new GuardException(plan.dataset().folder() + ": " + found.name() + ": " + found.detail());
            }
            note(found);
        }
        Path base = plan.base().file();
        if (base != null) {
            weights.use(base, plan.base().digest());
        }
        MeasuredMode.of(plan.modes()).forEach(arm -> adapters.check(arm).ifPresent(this::obey));
    }

    /**
     * The adapter is about to be served.
     *
     * @throws GuardException when its file is not the one that was named or made
     */
    public void use(ReadyAdapter adapter) {
        if (adapter.ref() instanceof AdapterRef.Weights file) {
            weights.use(file.gguf(), adapter.digest());
        }
    }

    /**
     * Notes what a guard found.
     *
     * @throws GuardException when it says that the run would be void
     */
    public void obey(GuardResult found) {
        note(found);
        if (found.status() == Status.STOP) {
            throw new GuardException(found.name() + ": " + found.detail());
        }
    }

    /** The same model, with its requests noted. */
    public ServedModel watched(String mode, ServedModel served) {
        return new WatchedModel(mode, served, options);
    }

    public void blockBegins(String label, ServedModel served) {
        weights.blockBegins(label, served);
        sampleLoad();
    }

    public void blockEnds(String label, ServedModel served) {
        weights.blockEnds(label, served);
        sampleLoad();
    }

    /** What all guards found. */
    public List<GuardResult> after(RunResults results) {
        note(options.check(this::isControl));
        note(weights.check());
        ResultGuards.check(plan, results, busyShare).forEach(this::note);
        return log.results();
    }

    private void note(GuardResult found) {
        log.add(found);
    }

    private boolean isControl(String mode) {
        return plan.modes().stream()
                .anyMatch(known -> known.isReference() && known.name().equals(mode));
    }

    private void sampleLoad() {
        OptionalDouble now = load.busyShare();
        if (now.isPresent() && (busyShare == null || now.getAsDouble() > busyShare)) {
            busyShare = now.getAsDouble();
        }
    }
}
