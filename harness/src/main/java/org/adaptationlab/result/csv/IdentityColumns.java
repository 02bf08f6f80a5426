package org.adaptationlab.result.csv;

import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.RunIdentity;

/** The columns every result file starts with. */
public final class IdentityColumns {

    /** Version of the form of all result files. */
    static final int SCHEMA = 1;

    /** The column that has it. */
    static final String VERSION = "schema_version";

    private IdentityColumns() {}

    /**
     * The columns of rows of any kind.
     *
     * @param run the run a row is of
     * @param mode the mode a row is of, null where it is of more than one
     */
    public static <T> List<Column<T>> of(Column.Value<T, RunIdentity> run, Column.Value<T, ModeIdentity> mode) {
        return List.of(
                Column.count(VERSION, row -> SCHEMA),
                Column.text("run_id", RunIdentity::runId).in(run),
                Column.text("lab", RunIdentity::lab).in(run),
                Column.text("mode", ModeIdentity::mode).in(mode),
                Column.text("technique", ModeIdentity::technique).in(mode),
                Column.text("model", RunIdentity::model).in(run),
                Column.text("model_digest", RunIdentity::modelDigest).in(run),
                Column.text("quantization", RunIdentity::quantization).in(run),
                Column.text("adapter_digest", ModeIdentity::adapterDigest).in(mode),
                Column.whole("adapter_seed", ModeIdentity::adapterSeed).in(mode),
                Column.text("dataset", RunIdentity::dataset).in(run),
                Column.text("dataset_digest", RunIdentity::datasetDigest).in(run),
                Column.text("runtime", RunIdentity::runtime).in(run),
                Column.text("runtime_version", RunIdentity::runtimeVersion).in(run),
                Column.text("prefix_cache", RunIdentity::prefixCache).in(run),
                Column.whole("sampling_seed", RunIdentity::samplingSeed).in(run));
    }
}
