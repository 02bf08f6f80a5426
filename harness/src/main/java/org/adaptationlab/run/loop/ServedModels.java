package org.adaptationlab.run.loop;

import java.util.Objects;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.run.environment.TimeShares;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one base + adapter served at a time: modes that follow each other with the same one share it, another one
 * ends it first, since two models in memory would disturb each other's times.
 */
final class ServedModels implements AutoCloseable {

    private final ModelRuntime runtime;
    private final BaseModel base;
    private final SamplingOptions options;
    private final TimeShares shares;
    private @Nullable ServedModel current;
    private @Nullable AdapterRef currentAdapter;

    ServedModels(ModelRuntime runtime, BaseModel base, SamplingOptions options, TimeShares shares) {
        this.runtime = runtime;
        this.base = base;
        this.options = options;
        this.shares = shares;
    }

    /** The base with this adapter, or alone where it is null. */
    ServedModel get(@Nullable AdapterRef adapter) {
        ServedModel served = current;
        if (served != null && Objects.equals(adapter, currentAdapter)) {
            return served;
        }
        close();
        long start = shares.mark();
        served = runtime.serve(base, adapter, options);
        shares.addServing(shares.secondsSince(start));
        current = served;
        currentAdapter = adapter;
        return served;
    }

    /** Whether the base alone is served now, so that it can be asked at no cost. */
    boolean servesBase() {
        return current != null && currentAdapter == null;
    }

    @Override
    public void close() {
        if (current != null) {
            long start = shares.mark();
            current.close();
            shares.addServing(shares.secondsSince(start));
            current = null;
        }
    }
}
