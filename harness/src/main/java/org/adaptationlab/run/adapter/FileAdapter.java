package org.adaptationlab.run.adapter;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.run.environment.AdapterMaker;
import org.adaptationlab.train.TrainedAdapter;
import org.jspecify.annotations.Nullable;

/** A GGUF adapter file, made elsewhere. */
record FileAdapter(Path file) implements NamedAdapter {

    @Override
    public void validate(@Nullable Path base) {
        AdapterFile adapter = AdapterFile.open(file);
        if (base != null) {
            adapter.requireFits(GgufFile.open(base));
        }
        if (adapter.withoutEffect()) {
            throw new LabDefinitionException(
                    file + ": the adapter changes nothing, since in every pair B (or A) is all zero; train it");
        }
    }

    @Override
    public Optional<Path> require(AdapterPlace place) {
        return Optional.of(file);
    }

    @Override
    public Set<String> changes(AdapterPlace place) {
        return AdapterFile.open(file).modules();
    }

    @Override
    public ReadyAdapter get(AdapterPlace place, Function<AdapterSource.Trained, TrainedAdapter> training) {
        return ReadyAdapter.of(file);
    }

    @Override
    public AdapterRef export(
            Supplier<BaseModel> base, AdapterMaker maker, Function<AdapterSource.Trained, TrainedAdapter> training) {
        return new AdapterRef.Weights(file);
    }
}
