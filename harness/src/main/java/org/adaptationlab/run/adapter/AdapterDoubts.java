package org.adaptationlab.run.adapter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.gguf.BaseNames;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.model.ChatTemplateKind;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.train.AdapterOrigin;

/** What a reader of a run's results should know of its base and adapters, though nothing is wrong with them. */
public final class AdapterDoubts {

    private AdapterDoubts() {}

    /** In the order of the modes; nothing where the base's weights are not on this machine. */
    public static List<String> of(RunPlan plan) {
        Path weights = plan.base().file();
        if (weights == null || !Files.isRegularFile(weights)) {
            return List.of();
        }
        GgufFile base = GgufFile.open(weights);
        List<String> doubts = new ArrayList<>();
        ChatTemplateKind.of(base).warning().ifPresent(doubts::add);
        for (MeasuredMode mode : MeasuredMode.of(plan.modes())) {
            mode.mode()
                    .adaptation()
                    .adapterSource()
                    .flatMap(source -> ofAdapter(source, mode, base))
                    .ifPresent(doubt -> doubts.add(mode.label() + ": " + doubt));
        }
        return doubts;
    }

    /** Adapters of the same shape fit many bases; only the name of the one that they were trained on tells. */
    private static Optional<String> ofAdapter(AdapterSource source, MeasuredMode mode, GgufFile base) {
        if (source instanceof AdapterSource.Peft peft) {
            return PeftAdapter.open(peft.folder(mode.adapterSeed())).doubt(base);
        }
        if (source instanceof AdapterSource.GgufFile file) {
            return AdapterOrigin.of(file.file(mode.adapterSeed()))
                    .flatMap(origin -> Optional.ofNullable(origin.trainedOn()))
                    .flatMap(name -> BaseNames.doubt(name, base));
        }
        return Optional.empty();
    }
}
