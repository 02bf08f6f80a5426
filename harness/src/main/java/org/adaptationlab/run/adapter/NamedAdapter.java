package org.adaptationlab.run.adapter;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.run.environment.AdapterMaker;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.train.TrainedAdapter;
import org.jspecify.annotations.Nullable;

/**
 * The adapter that a mode names: where it comes from, what it must fit, and how a server takes it. Validation, runs and
 * export ask it, and nobody else tells the kinds of {@link AdapterSource} apart.
 */
public sealed interface NamedAdapter permits FileAdapter, PeftImport, TrainedHere, ServedAdapter {

    /**
     * An adapter of a mode; empty where it has none.
     *
     * @param adapter which of several, null for the only or first one
     */
    static Optional<NamedAdapter> of(LabDefinition lab, ModeDefinition mode, @Nullable Long adapter) {
        return mode.adaptation().adapterSource().map(source -> source.accept(new AdapterKinds(lab, mode, adapter)));
    }

    /** The adapter of a measured mode; empty where it has none. */
    static Optional<NamedAdapter> of(LabDefinition lab, MeasuredMode mode) {
        return of(lab, mode.mode(), mode.adapterSeed());
    }

    /**
     * Checks what can be seen without a server.
     *
     * @param base the base's weights, null where they are not on this machine: whether it fits is not checked then
     * @throws org.adaptationlab.problem.LabDefinitionException when it cannot be read, does not fit, or changes nothing
     */
    void validate(@Nullable Path base);

    /**
     * Checks that it can be had for a run, so that the run does not fail late.
     *
     * @return its file, to be looked at before it is served; empty where there is none yet, or only a server has it
     * @throws org.adaptationlab.problem.LabDefinitionException when it can't be measured on this runtime
     * @throws org.adaptationlab.problem.PrerequisiteException when the server does not have it, or the base's weights
     *     are needed and not on this machine
     */
    Optional<Path> require(AdapterPlace place);

    /**
     * The tensors of the base that it changes, where it is going to be given to the runtime as weights; none where the
     * server has it, or takes it as it is. It was required before.
     */
    Set<String> changes(AdapterPlace place);

    /**
     * Gets it for a run; it was required before.
     *
     * @param training trains it, where it has to be
     */
    ReadyAdapter get(AdapterPlace place, Function<AdapterSource.Trained, TrainedAdapter> training);

    /**
     * Gets it to be taken away: its file, or the name of a model that Ollama has. No server is asked.
     *
     * @param base asked for where the adapter has to be made
     * @param training trains it, where it has to be
     * @throws org.adaptationlab.problem.LabDefinitionException when only a server has it that files can't be taken from
     * @throws org.adaptationlab.problem.PrerequisiteException when it has to be made, and the base's weights are not on
     *     this machine
     */
    AdapterRef export(
            Supplier<BaseModel> base, AdapterMaker maker, Function<AdapterSource.Trained, TrainedAdapter> training);

    /** The folder that PEFT saved it in, for who takes that as it is; empty where there is none. */
    default Optional<Path> peftFolder() {
        return Optional.empty();
    }
}
