package org.adaptationlab.result;

import java.util.List;
import java.util.Map;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunIdentity;
import org.jspecify.annotations.Nullable;

/** A provenance with one thing changed. */
public record ProvenanceFixture(Provenance was) {

    public static ProvenanceFixture of(Provenance provenance) {
        return new ProvenanceFixture(provenance);
    }

    /** Of a lab with another metric. */
    public Provenance withMetric(String metric) {
        Provenance.LabCopy lab = was.lab();
        return with(
                was.run(),
                was.failure(),
                new Provenance.LabCopy(
                        lab.file(),
                        lab.digest(),
                        lab.text(),
                        lab.title(),
                        lab.taskType(),
                        List.of(),
                        metric,
                        lab.baseline(),
                        lab.margin(),
                        lab.prefer()),
                was.modes(),
                was.probes(),
                was.cost());
    }

    /** Of a run that ended early. */
    public Provenance failed(String why) {
        return with(was.run(), why, was.lab(), was.modes(), was.probes(), was.cost());
    }

    public Provenance withModes(List<Provenance.ModeRecord> modes) {
        return with(was.run(), was.failure(), was.lab(), modes, was.probes(), was.cost());
    }

    /** Of a run that nothing was probed in. */
    public Provenance withoutProbes() {
        return with(was.run(), was.failure(), was.lab(), was.modes(), List.of(), was.cost());
    }

    public Provenance withCost(@Nullable CostAssumptions cost) {
        return with(was.run(), was.failure(), was.lab(), was.modes(), was.probes(), cost);
    }

    /** Of a run on a closed API. */
    public Provenance remote(@Nullable TokenPrice price) {
        RunIdentity run = was.run();
        RunIdentity remote = new RunIdentity(
                run.runId(),
                run.lab(),
                run.model(),
                run.modelDigest(),
                run.quantization(),
                run.dataset(),
                run.datasetDigest(),
                "openai",
                run.runtimeVersion(),
                null,
                run.samplingSeed());
        CostAssumptions cost = was.cost();
        return with(
                remote,
                was.failure(),
                was.lab(),
                was.modes(),
                was.probes(),
                cost == null ? null : cost.withTokenPrices(price, Map.of()));
    }

    private Provenance with(
            RunIdentity run,
            @Nullable String failure,
            Provenance.LabCopy lab,
            List<Provenance.ModeRecord> modes,
            List<Provenance.LatencyProbe> probes,
            @Nullable CostAssumptions cost) {
        return new Provenance(
                was.schemaVersion(),
                run,
                was.harnessVersion(),
                was.started(),
                was.ended(),
                failure,
                lab,
                was.selection(),
                was.model(),
                was.sampling(),
                modes,
                was.machine(),
                was.seconds(),
                was.warnings(),
                was.guards(),
                probes,
                cost,
                was.decision(),
                null,
                null,
                null,
                null);
    }
}
