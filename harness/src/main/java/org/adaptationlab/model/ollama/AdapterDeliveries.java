package org.adaptationlab.model.ollama;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.Delivery;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * How bases and adapters reach a server: laid over the base where the server does that, else merged into it. What a run's
 * adapters change is known before its first model is served, so that all its models have the same types.
 */
final class AdapterDeliveries {

    private final OllamaApi api;
    private final GivenModels given;
    private final OllamaFailures failures;
    private final OllamaRuntime.Place place;
    private @Nullable MergedWeights merged;

    AdapterDeliveries(OllamaApi api, GivenModels given, OllamaFailures failures, OllamaRuntime.Place place) {
        this.api = api;
        this.given = given;
        this.failures = failures;
        this.place = place;
    }

    /**
     * Finds out which way it is: by the version, or by trying.
     *
     * @param changedTensors by the run's adapters; none where it gives no adapter
     * @return what a reader of the results must know; empty where adapters are laid over the base
     * @throws PrerequisiteException when adapters can't reach the server at all
     */
    Optional<String> expect(BaseModel base, Set<String> changedTensors, String version, SamplingOptions options) {
        merged = null;
        boolean refuses = ServerVersion.parse(version).refusesAdapters();
        if (changedTensors.isEmpty()
                || (!refuses && (base.file() == null || succeeds(base, changedTensors, options)))) {
            return Optional.empty();
        }
        if (base.file() == null) {
            throw new PrerequisiteException(
                    "Ollama " + version + " takes no adapters, and the weights of " + base.name()
                            + " can't be read on this machine to merge an adapter into them; name their GGUF file with --model, run"
                            + " as a user who can read Ollama's store, or run with --runtime llama-server or embedded");
        }
        merged = new MergedWeights(changedTensors, place.folder(), place.notice());
        return Optional.of(
                "Ollama " + version + " takes no adapters for this base: they are merged into it, which writes "
                        + changedTensors.size() + " tensors in " + MergedWeights.TYPE
                        + (place.keepBase()
                                ? "; modes without an adapter are measured on the base as it is, so their quality, times and costs"
                                        + " differ by these types too"
                                : "; modes without an adapter are measured on the base in the same types"));
    }

    private boolean succeeds(BaseModel base, Set<String> changedTensors, SamplingOptions options) {
        try {
            return new AdapterProbe(api, given, place.folder()).succeeds(base, base(base), changedTensors, options);
        } catch (IOException e) {
            throw failures.failed("could not be given an adapter to try", e);
        }
    }

    /** The name under which the server has a base with an adapter, or alone; it is given what it does not have. */
    String name(BaseModel base, @Nullable Path adapter) {
        if (merged != null && (adapter != null || !place.keepBase())) {
            return given.merged(base, adapter, merged);
        }
        return adapter == null ? base(base) : given.withAdapter(base, base(base), adapter);
    }

    /** How an adapter reaches the server; null for none. */
    @Nullable
    Delivery of(@Nullable AdapterRef adapter) {
        if (adapter == null) {
            return null;
        }
        if (adapter instanceof AdapterRef.Served) {
            return Delivery.NAMED;
        }
        return merged == null ? Delivery.APPLIED : Delivery.MERGED;
    }

    /** The full name of a model that the server must have. */
    String there(String name) {
        try {
            return api.find(name).map(OllamaApi.Listed::name).orElseThrow(() -> failures.absent(name));
        } catch (IOException e) {
            throw failures.failed("could not list its models", e);
        }
    }

    private String base(BaseModel base) {
        return base.onServer() || base.file() == null ? there(base.name()) : given.base(base, base.file());
    }
}
