package org.adaptationlab.run.adapter;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.environment.AdapterMaker;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.harness.HarnessTrainer;
import org.jspecify.annotations.Nullable;

/** An adapter that the harness trains, or takes from its cache. */
record TrainedHere(String mode, AdapterSource.Trained source) implements NamedAdapter {

    /** Nothing can be seen of it before it is trained. */
    @Override
    public void validate(@Nullable Path base) {}

    @Override
    public Optional<Path> require(AdapterPlace place) {
        place.maker().requireTrainer(place.base(), source);
        return Optional.empty();
    }

    @Override
    public Set<String> changes(AdapterPlace place) {
        Path weights = place.base().file();
        return weights == null || place.runtime().takesPeft()
                ? Set.of()
                : HarnessTrainer.targets(GgufFile.open(weights));
    }

    @Override
    public ReadyAdapter get(AdapterPlace place, Function<AdapterSource.Trained, TrainedAdapter> training) {
        return ReadyAdapter.of(training.apply(source), place.runtime());
    }

    @Override
    public AdapterRef export(
            Supplier<BaseModel> base, AdapterMaker maker, Function<AdapterSource.Trained, TrainedAdapter> training) {
        withWeights(base.get(), mode);
        return new AdapterRef.Weights(
                Objects.requireNonNull(training.apply(source).file()));
    }

    static BaseModel withWeights(BaseModel base, String mode) {
        if (base.file() == null) {
            throw new PrerequisiteException("the adapter of mode \"" + mode + "\" can't be made: the weights of "
                    + base.name() + " are not a file on this machine; take a model of the catalogue, or an adapter"
                    + " that is a GGUF file");
        }
        return base;
    }
}
