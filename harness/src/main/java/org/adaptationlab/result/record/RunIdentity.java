package org.adaptationlab.result.record;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is the same in every row of a run's files. */
public record RunIdentity(
        String runId,
        String lab,
        String model,
        String modelDigest,
        @Nullable String quantization,
        String dataset,
        String datasetDigest,
        String runtime,
        String runtimeVersion,
        @Nullable String prefixCache,
        long samplingSeed) {

    public RunIdentity {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(lab, "lab");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(modelDigest, "modelDigest");
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(datasetDigest, "datasetDigest");
        Objects.requireNonNull(runtime, "runtime");
        Objects.requireNonNull(runtimeVersion, "runtimeVersion");
    }
}
