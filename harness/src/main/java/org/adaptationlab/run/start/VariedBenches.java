package org.adaptationlab.run.start;

import java.util.Objects;
import java.util.function.Function;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.Variation;
import org.jspecify.annotations.Nullable;

/**
 * The workbenches of a lab that varies a setting: one for all values, or where the model varies one for each, so that no two
 * models are in memory together.
 */
public final class VariedBenches implements AutoCloseable {

    private final Workbenches workbenches;
    private final @Nullable Workbench shared;

    private VariedBenches(Workbenches workbenches, @Nullable Workbench shared) {
        this.workbenches = Objects.requireNonNull(workbenches, "workbenches");
        this.shared = shared;
    }

    /**
     * Those of a lab.
     *
     * @throws org.adaptationlab.problem.PrerequisiteException when the model that all values share, or the runtime, is not
     *     to be had
     */
    public static VariedBenches of(LabDefinition lab, Workbenches workbenches) {
        Variation vary = Objects.requireNonNull(lab.vary(), "vary");
        boolean eachItsOwn = vary.setting() == Variation.Setting.MODEL;
        return new VariedBenches(workbenches, eachItsOwn ? null : workbenches.open(lab));
    }

    /**
     * Works at the bench of one value.
     *
     * @param point the lab at that value
     * @throws org.adaptationlab.problem.PrerequisiteException when its model is not to be had
     */
    public <T> T at(LabDefinition point, Function<Workbench, T> work) {
        if (shared != null) {
            return work.apply(shared);
        }
        try (Workbench own = workbenches.open(point)) {
            return work.apply(own);
        }
    }

    @Override
    public void close() {
        if (shared != null) {
            shared.close();
        }
    }
}
