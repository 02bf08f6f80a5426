package org.adaptationlab.run.adapter;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.run.environment.AdapterMaker;
import org.adaptationlab.train.TrainedAdapter;
import org.jspecify.annotations.Nullable;

/**
 * A model of a server that has the adapter in it.
 *
 * @param runtime name of the runtime whose server it is
 */
record ServedAdapter(Path labFile, String mode, String runtime, String modelName) implements NamedAdapter {

    static final String OLLAMA = "ollama";
    static final String OPENAI = "openai";

    /** No server is asked before a run. */
    @Override
    public void validate(@Nullable Path base) {}

    @Override
    public Optional<Path> require(AdapterPlace place) {
        if (!place.runtime().name().equals(runtime)) {
            throw new LabDefinitionException(labFile + ": mode \"" + mode
                    + "\" takes its adapter from a model of an " + runtime + " server, and this run is on the runtime "
                    + place.runtime().name() + "; run it with --runtime " + runtime
                    + ", or leave the mode out with --modes");
        }
        ReadyAdapter.of(modelName, place.runtime()); // asks the server for it
        return Optional.empty();
    }

    @Override
    public Set<String> changes(AdapterPlace place) {
        return Set.of();
    }

    @Override
    public ReadyAdapter get(AdapterPlace place, Function<AdapterSource.Trained, TrainedAdapter> training) {
        return ReadyAdapter.of(modelName, place.runtime());
    }

    @Override
    public AdapterRef export(
            Supplier<BaseModel> base, AdapterMaker maker, Function<AdapterSource.Trained, TrainedAdapter> training) {
        if (!runtime.equals(OLLAMA)) {
            throw new LabDefinitionException(labFile + ": mode \"" + mode + "\" has its adapter on a server (adapter: {"
                    + runtime + ": …}), there is no file to export");
        }
        return new AdapterRef.Served(modelName);
    }
}
