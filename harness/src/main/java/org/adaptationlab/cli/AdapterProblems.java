package org.adaptationlab.cli;

import java.nio.file.Path;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.store.ModelStore.Listing;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Opens the adapter files that a lab names; whether they fit is checked where the base's file is on this machine. */
final class AdapterProblems {

    private AdapterProblems() {}

    static void add(LabDefinition lab, ModelStore store, Problems problems) {
        Path base = store.list().stream()
                .filter(model -> model.name().equals(lab.model()) && model.state() == Listing.State.CACHED)
                .map(Listing::file)
                .findFirst()
                .orElse(null);
        for (ModeDefinition mode : lab.modes()) {
            if (mode.adaptation() instanceof LoraSpec lora) {
                try {
                    check(lora.adapter(), base);
                } catch (LabDefinitionException e) {
                    problems.add(lab.file(), 0, "modes." + mode.name() + ".adapter: " + e.getMessage());
                }
            }
        }
    }

    private static void check(AdapterSource source, @Nullable Path base) {
        if (source instanceof AdapterSource.GgufFile gguf) {
            AdapterFile adapter = AdapterFile.open(gguf.file());
            if (base != null) {
                adapter.requireFits(GgufFile.open(base));
            }
            if (adapter.withoutEffect()) {
                throw new LabDefinitionException(gguf.file()
                        + ": the adapter changes nothing, since in every pair B (or A) is all zero; train it");
            }
        } else if (source instanceof AdapterSource.Peft peft) {
            PeftAdapter adapter = PeftAdapter.open(peft.folder());
            if (base != null) {
                adapter.requireFits(GgufFile.open(base));
            }
        }
    }
}
