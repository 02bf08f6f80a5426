package org.adaptationlab.run.adapter;

import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.model.store.ModelStore.Listing;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.run.plan.MeasuredMode;
import org.jspecify.annotations.Nullable;

/** Opens the adapter files that a lab names; whether they fit is checked where the base's file is on this machine. */
public final class AdapterProblems {

    private AdapterProblems() {}

    /** Adds what is wrong with the adapters of a lab, each at its mode. */
    public static void add(LabDefinition lab, ModelStore store, Problems problems) {
        Path base = store.list().stream()
                .filter(model -> model.name().equals(lab.model()) && model.state() == Listing.State.CACHED)
                .map(Listing::file)
                .findFirst()
                .orElse(null);
        for (ModeDefinition mode : lab.modes()) {
            MeasuredMode.of(List.of(mode)).forEach(measured -> add(lab, measured, base, problems));
        }
    }

    private static void add(LabDefinition lab, MeasuredMode mode, @Nullable Path base, Problems problems) {
        try {
            NamedAdapter.of(lab, mode).ifPresent(adapter -> adapter.validate(base));
        } catch (LabDefinitionException e) {
            problems.add(lab.file(), 0, "modes." + mode.mode().name() + ".adapter: " + e.getMessage());
        }
    }
}
