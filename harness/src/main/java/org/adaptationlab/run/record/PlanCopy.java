package org.adaptationlab.run.record;

import java.io.IOException;
import java.nio.file.Files;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.dataset.Shard;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.Requests;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.record.ShardRecord;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.score.Metric;
import org.jspecify.annotations.Nullable;

/** What run.json says of a plan, so that nothing else is needed to read it later. */
public final class PlanCopy {

    private final RunPlan plan;
    private final ModelRuntime runtime;

    public PlanCopy(RunPlan plan, ModelRuntime runtime) {
        this.plan = plan;
        this.runtime = runtime;
    }

    public RunIdentity identity(String runId) {
        BaseModel base = plan.base();
        return new RunIdentity(
                runId,
                plan.lab().name(),
                base.name(),
                base.digest(),
                base.quantization(),
                plan.dataset().name(),
                plan.dataset().digest(),
                plan.runtime(),
                plan.runtimeVersion(), // not asked again: the server may be why the run failed
                runtime.prefixCache(plan.sampling()),
                plan.sampling().seed());
    }

    /**
     * The lab file as it is now.
     *
     * @throws LabDefinitionException when it is gone
     */
    public Provenance.LabCopy lab(Metric quality) {
        LabDefinition lab = plan.lab();
        return new Provenance.LabCopy(
                lab.file().toString(),
                lab.digest(),
                text(lab),
                lab.title(),
                lab.task().type().word(),
                lab.task().labels(),
                quality.column(),
                lab.baseline(),
                lab.margin(),
                lab.prefer());
    }

    private static String text(LabDefinition lab) {
        try {
            return Files.readString(lab.file());
        } catch (IOException e) {
            throw new LabDefinitionException(lab.file() + ": was there when the run began and is gone now", e);
        }
    }

    public Provenance.Selection selection() {
        boolean all = plan.selected().size() == plan.dataset().test().size();
        return new Provenance.Selection(
                plan.dataset().digest(),
                plan.dataset().test().size(),
                all ? null : plan.selected().size(),
                plan.repetitions(),
                plan.examples().stream()
                        .map(example -> new Provenance.Sample(example.id(), example.input()))
                        .toList(),
                plan.pool().stream().map(Example::id).toList(),
                shard());
    }

    private @Nullable ShardRecord shard() {
        Shard shard = plan.shard();
        return shard == null
                ? null
                : new ShardRecord(
                        shard.index(),
                        shard.count(),
                        plan.wholeDigest(),
                        plan.selected().size(),
                        shard.places(plan.selected()));
    }

    public Provenance.ModelCopy model() {
        BaseModel base = plan.base();
        return new Provenance.ModelCopy(
                base.name(),
                base.digest(),
                base.quantization(),
                base.file() == null ? null : String.valueOf(base.file().getFileName()),
                plan.runtime(),
                plan.runtimeVersion(),
                runtime.threads());
    }

    /** How the server was asked, as far as it is known now. */
    public Requests requests() {
        return new Requests(
                runtime.address().map(String::valueOf).orElse(null),
                runtime.notSet(),
                runtime.leftOut(),
                plan.server());
    }

    public Provenance.Sampling sampling() {
        SamplingOptions sampling = plan.sampling();
        return new Provenance.Sampling(
                sampling.temperature(),
                sampling.seed(),
                sampling.maxOutputTokens(),
                sampling.contextTokens(),
                sampling.thinking(),
                sampling.stops().isEmpty() ? null : sampling.stops());
    }
}
