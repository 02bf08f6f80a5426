package org.adaptationlab.result.csv;

import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.RunIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Reads the identity columns of a file. Nearly every row has those of the row before it, so the last ones are kept:
 * rows share them, and their cells are only compared. Not thread-safe.
 */
final class IdentityReader {

    private static final List<String> OF_RUN = List.of(
            "run_id",
            "lab",
            "model",
            "model_digest",
            "quantization",
            "dataset",
            "dataset_digest",
            "runtime",
            "runtime_version",
            "prefix_cache",
            "sampling_seed");

    private static final List<String> OF_MODE = List.of("mode", "technique", "adapter_digest", "adapter_seed");

    private int[] ofRun = new int[0];
    private int[] ofMode = new int[0];
    private List<String> runCells = List.of();
    private List<String> modeCells = List.of();
    private @Nullable RunIdentity run;
    private @Nullable ModeIdentity mode;

    /**
     * The run of a row.
     *
     * @throws org.adaptationlab.problem.ResultFormatException where it is another than that of the rows above
     */
    RunIdentity run(CsvRow row) {
        RunIdentity before = run;
        if (before != null && row.has(ofRun, runCells)) {
            return before;
        }
        RunIdentity found = readRun(row);
        if (before != null && !before.equals(found)) {
            throw row.bad(
                    "run_id",
                    "the rows above are of " + before.runId() + ", this one is of " + found.runId()
                            + " or of another model, data or runtime; one file holds one run");
        }
        ofRun = places(row, OF_RUN);
        runCells = row.cells(ofRun);
        run = found;
        return found;
    }

    /** The mode of a row; null where it is of more than one. */
    @Nullable
    ModeIdentity mode(CsvRow row) {
        if (modeCells.isEmpty() || !row.has(ofMode, modeCells)) {
            ofMode = places(row, OF_MODE);
            modeCells = row.cells(ofMode);
            String name = row.text("mode");
            mode = name == null
                    ? null
                    : new ModeIdentity(
                            name, row.required("technique"), row.text("adapter_digest"), row.whole("adapter_seed"));
        }
        return mode;
    }

    private static int[] places(CsvRow row, List<String> columns) {
        return columns.stream().mapToInt(row.header()::place).toArray();
    }

    private static RunIdentity readRun(CsvRow row) {
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
}
