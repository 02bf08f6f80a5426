package org.adaptationlab.result.csv;

import java.util.Arrays;
import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.RunIdentity;
import org.jspecify.annotations.Nullable;

/** The columns every result file starts with. */
public final class IdentityColumns {

    static final int SCHEMA = 1;

    public static final List<String> NAMES = List.of(
            "schema_version",
            "run_id",
            "lab",
            "mode",
            "technique",
            "model",
            "model_digest",
            "quantization",
            "adapter_digest",
            "adapter_seed",
            "dataset",
            "dataset_digest",
            "runtime",
            "runtime_version",
            "prefix_cache",
            "sampling_seed");

    private IdentityColumns() {}

    public static List<@Nullable String> cells(RunIdentity run, @Nullable ModeIdentity mode) {
        return Arrays.asList(
                Integer.toString(SCHEMA),
                CsvCells.text(run.runId()),
                CsvCells.text(run.lab()),
                mode == null ? null : CsvCells.text(mode.mode()),
                mode == null ? null : CsvCells.text(mode.technique()),
                CsvCells.text(run.model()),
                CsvCells.text(run.modelDigest()),
                CsvCells.text(run.quantization()),
                mode == null ? null : CsvCells.text(mode.adapterDigest()),
                mode == null ? null : CsvCells.whole(mode.adapterSeed()),
                CsvCells.text(run.dataset()),
                CsvCells.text(run.datasetDigest()),
                CsvCells.text(run.runtime()),
                CsvCells.text(run.runtimeVersion()),
                CsvCells.text(run.prefixCache()),
                Long.toString(run.samplingSeed()));
    }

    static RunIdentity run(CsvRow row) {
        Long schema = row.whole("schema_version");
        if (schema == null || schema != SCHEMA) {
            throw row.bad("schema_version", "found " + schema + ", this harness reads " + SCHEMA);
        }
        Long seed = row.whole("sampling_seed");
        if (seed == null) {
            throw row.bad("sampling_seed", "is empty; a whole number is needed");
        }
        return new RunIdentity(
                row.required("run_id"),
                row.required("lab"),
                row.required("model"),
                row.required("model_digest"),
                row.text("quantization"),
                row.required("dataset"),
                row.required("dataset_digest"),
                row.required("runtime"),
                row.required("runtime_version"),
                row.text("prefix_cache"),
                seed);
    }

    static @Nullable ModeIdentity mode(CsvRow row) {
        String mode = row.text("mode");
        return mode == null
                ? null
                : new ModeIdentity(
                        mode, row.required("technique"), row.text("adapter_digest"), row.whole("adapter_seed"));
    }
}
