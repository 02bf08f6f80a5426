package org.adaptationlab.run.adapter;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.run.environment.AdapterMaker;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainerAnswerFile;
import org.jspecify.annotations.Nullable;

/** A folder that PEFT saved; it is imported into a GGUF file before it is served. */
record PeftImport(String mode, Path folder) implements NamedAdapter {

    @Override
    public void validate(@Nullable Path base) {
        PeftAdapter adapter = PeftAdapter.open(folder);
        if (base != null) {
            adapter.requireFits(GgufFile.open(base));
        }
    }

    @Override
    public Optional<Path> require(AdapterPlace place) {
        if (place.runtime().takesPeft()) {
            PeftAdapter.open(folder);
            return Optional.empty();
        }
        return Optional.of(place.maker().imported(folder, place.base()));
    }

    @Override
    public Set<String> changes(AdapterPlace place) {
        return place.runtime().takesPeft()
                ? Set.of()
                : AdapterFile.open(place.maker().imported(folder, place.base())).modules();
    }

    @Override
    public ReadyAdapter get(AdapterPlace place, Function<AdapterSource.Trained, TrainedAdapter> training) {
        return place.runtime().takesPeft()
                ? ReadyAdapter.of(PeftAdapter.open(folder), folder)
                : ReadyAdapter.of(place.maker().imported(folder, place.base()))
                        .answering(TrainerAnswerFile.ofAdapter(folder));
    }

    @Override
    public AdapterRef export(
            Supplier<BaseModel> base, AdapterMaker maker, Function<AdapterSource.Trained, TrainedAdapter> training) {
        return new AdapterRef.Weights(maker.imported(folder, TrainedHere.withWeights(base.get(), mode)));
    }

    @Override
    public Optional<Path> peftFolder() {
        return Optional.of(folder);
    }
}
