package org.adaptationlab.run.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.adaptationlab.adapt.PromptBuilder;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.run.adapter.AdapterPlace;
import org.adaptationlab.run.adapter.ReadyAdapter;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.plan.RunPlan;

/** The guards of one run: the list of them, called at the moments that {@link RunGuard} names. */
public final class RunChecks {

    private final GuardLog log = new GuardLog();
    private final OptionsWatch options;
    private final List<RunGuard> guards;

    public RunChecks(RunPlan plan, RunEnvironment environment, TimeShares shares) {
        AdapterPlace place = new AdapterPlace(plan.base(), environment.runtime(), environment.adapters());
        this.options = new OptionsWatch(plan::isReference);
        this.guards = List.of(
                new DataGuards(plan),
                new WeightsWatch(plan.base(), shares),
                new AdapterChecks(plan, place),
                new AdapterEffect(plan, shares),
                new AdapterParity(plan.sampling(), shares),
                options,
                new LoadWatch(environment.runtime(), environment.load()),
                new ResultGuards(GuardedModes.of(plan)));
    }

    /**
     * Checks what is known before anything is measured.
     *
     * @throws GuardException when a guard says that the run would be void
     * @throws org.adaptationlab.problem.LabException when an adapter can't be had or does not fit
     */
    public void before() {
        guards.forEach(guard -> obey(guard.before()));
    }

    /** The base may be asked something before the adapter of a mode takes its place. */
    public void beforeAdapter(Supplier<ServedModel> base, PromptBuilder prompts) {
        guards.forEach(guard -> guard.beforeAdapter(base, prompts));
    }

    /**
     * The adapter is about to be served.
     *
     * @throws GuardException when its file is not the one that was named or made
     */
    public void adapterReady(ReadyAdapter adapter) {
        guards.forEach(guard -> guard.adapterReady(adapter));
    }

    /**
     * The adapter is served.
     *
     * @throws GuardException when it has no effect
     */
    public void adapterServed(String label, ReadyAdapter adapter, ServedModel adapted, PromptBuilder prompts) {
        guards.forEach(guard -> obey(guard.adapterServed(label, adapter, adapted, prompts)));
    }

    /** The same model, with its requests seen by the guards. */
    public ServedModel watched(String mode, ServedModel served) {
        return new WatchedModel(mode, served, this);
    }

    public void blockBegins(String label, ServedModel served) {
        guards.forEach(guard -> guard.blockBegins(label, served));
    }

    void answered(String mode, GenerationRequest request, Generation answer) {
        guards.forEach(guard -> guard.answered(mode, request, answer));
    }

    /** The body of the first request of a mode that was answered; empty where none was sent over a wire. */
    public Optional<JsonNode> body(String mode) {
        return options.body(mode);
    }

    public void blockEnds(String label, ServedModel served) {
        guards.forEach(guard -> guard.blockEnds(label, served));
    }

    /** What all guards found. */
    public List<GuardResult> after(RunResults results) {
        guards.forEach(guard -> guard.after(results).forEach(log::add));
        return log.results();
    }

    /**
     * Takes up what was found before the first mode was measured.
     *
     * @throws GuardException when the run would be void
     */
    public void add(GuardResult found) {
        obey(List.of(found));
    }

    private void obey(List<GuardResult> results) {
        for (GuardResult found : results) {
            if (found.status() == Status.STOP) {
                throw new GuardException(found.name() + ": " + found.detail());
            }
            log.add(found);
        }
    }
}
