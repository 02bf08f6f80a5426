package org.adaptationlab.run.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.adaptationlab.cost.LatencySummary;
import org.adaptationlab.guard.ClaimGuards;
import org.adaptationlab.guard.GuardLimits;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.run.environment.LoadSampler;
import org.jspecify.annotations.Nullable;

/**
 * Watches how busy the machine is with other things, before and after each mode's block. A look that finds it too busy is
 * followed by more, and of a block the median counts: one look may meet a job that lasts a moment and disturbs no
 * measurement. Where the server is on another machine this one says nothing of it, and is not watched.
 */
final class LoadWatch implements RunGuard {

    /** At an end of a block where the first finds the machine too busy. */
    private static final int LOOKS = 3;

    private final boolean elsewhere;
    private final LoadSampler load;
    private final List<List<@Nullable Double>> blocks = new ArrayList<>();

    LoadWatch(ModelRuntime runtime, LoadSampler load) {
        this.elsewhere = runtime.isElsewhere();
        this.load = load;
    }

    @Override
    public void blockBegins(String label, ServedModel served) {
        blocks.add(new ArrayList<>());
        look();
    }

    @Override
    public void blockEnds(String label, ServedModel served) {
        look();
    }

    @Override
    public List<GuardResult> after(RunResults results) {
        if (elsewhere) {
            return List.of(ClaimGuards.machineLoadElsewhere());
        }
        Double busiest = blocks.stream()
                .map(block -> LatencySummary.of(block).p50())
                .filter(Objects::nonNull)
                .max(Double::compare)
                .orElse(null);
        return List.of(ClaimGuards.machineLoad(busiest));
    }

    private void look() {
        boolean busy = !elsewhere;
        for (int i = 0; i < LOOKS && busy; i++) {
            OptionalDouble share = load.busyShare();
            share.ifPresent(blocks.get(blocks.size() - 1)::add);
            busy = share.orElse(0) > GuardLimits.OTHER_LOAD_WARN;
        }
    }
}
