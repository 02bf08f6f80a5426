package org.adaptationlab.run.guard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.guard.AdapterEffectGuard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.run.adapter.AdapterPlace;
import org.adaptationlab.run.adapter.NamedAdapter;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.train.AdapterOrigin;
import org.adaptationlab.train.TrainedAdapter;

/** Checks before anything is measured that adapters can be had and fit, so that a run does not fail late. */
final class AdapterChecks implements RunGuard {

    private final RunPlan plan;
    private final AdapterPlace place;

    AdapterChecks(RunPlan plan, AdapterPlace place) {
        this.plan = plan;
        this.place = place;
    }

    /** @throws org.adaptationlab.problem.LabException when an adapter can't be had, or does not fit the base */
    @Override
    public List<GuardResult> before() {
        List<GuardResult> found = new ArrayList<>();
        for (MeasuredMode mode : MeasuredMode.of(plan.modes())) {
            NamedAdapter.of(plan.lab(), mode)
                    .flatMap(adapter -> adapter.require(place))
                    .filter(this::hasNoEffect)
                    .ifPresent(file -> found.add(AdapterEffectGuard.zero(mode.label())));
        }
        return found;
    }

    private boolean hasNoEffect(Path file) {
        AdapterFile adapter = AdapterFile.open(file);
        if (place.base().file() != null) {
            adapter.requireFits(GgufFile.open(place.base().file()));
            AdapterOrigin.of(file).ifPresent(origin -> requireSameBase(file, origin));
        }
        return adapter.withoutEffect();
    }

    private void requireSameBase(Path file, AdapterOrigin origin) {
        if (!origin.baseDigest().equals(place.base().weightsDigest())) {
            throw new LabDefinitionException(file + ": its manifest says that it was made for " + origin.base()
                    + " with the SHA-256 " + origin.baseDigest() + ", the base of this run is "
                    + place.base().name() + " with " + place.base().weightsDigest()
                    + "; use that base, or delete the manifest " + TrainedAdapter.manifestOf(file)
                    + " if the two are the same model in another form");
        }
    }
}
