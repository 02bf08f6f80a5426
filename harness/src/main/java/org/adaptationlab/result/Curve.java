package org.adaptationlab.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.result.csv.Column;
import org.adaptationlab.result.csv.CsvText;
import org.adaptationlab.result.csv.IdentityColumns;
import org.adaptationlab.result.csv.SummaryColumns;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.record.VaryRecord;
import org.adaptationlab.result.summary.SummaryRow;
import org.jspecify.annotations.Nullable;

/**
 * What a lab that varies a setting came to, as far as its runs are finished.
 *
 * @param rows by value, then mode; the rows of a value may be missing
 */
public record Curve(VaryRecord vary, List<Row> rows) {

    public Curve {
        rows = List.copyOf(rows);
    }

    /**
     * A mode at a value.
     *
     * @param run the run that measured it
     */
    public record Row(String value, RunIdentity run, SummaryRow summary) {}

    /**
     * Puts together the results of the runs that are finished.
     *
     * @throws org.adaptationlab.problem.ResultFormatException when a result file is damaged
     */
    public static Curve read(VaryFolder folder) {
        VaryRecord vary = folder.record();
        Map<String, RunResults> finished = new HashMap<>();
        for (VaryRecord.Point point : vary.points()) {
            String runId = point.runId();
            if (runId != null && folder.run(runId).hasResults()) {
                finished.put(runId, RunResults.read(folder.run(runId)));
            }
        }
        List<Row> rows = new ArrayList<>();
        for (VaryRecord.Point point : vary.points()) {
            point.runs()
                    .forEach((mode, runId) ->
                            row(point.value(), mode, finished.get(runId)).ifPresent(rows::add));
        }
        return new Curve(vary, rows);
    }

    private static Optional<Row> row(String value, String mode, @Nullable RunResults run) {
        SummaryRow summary = run == null ? null : run.byMode().get(mode);
        return run == null || summary == null
                ? Optional.empty()
                : Optional.of(new Row(value, run.provenance().run(), summary));
    }

    /** Modes in the order of the lab, as far as anything of them is measured. */
    public List<String> modes() {
        return rows.stream().map(row -> row.summary().mode().mode()).distinct().toList();
    }

    /** A mode at a value; empty where it is not measured yet. */
    public Optional<SummaryRow> at(String value, String mode) {
        return rows.stream()
                .filter(row ->
                        row.value().equals(value) && row.summary().mode().mode().equals(mode))
                .map(Row::summary)
                .findFirst();
    }

    /**
     * Writes curve.csv: the columns of summary.csv with setting and value before them. The run id is that of the run
     * that measured the mode, an earlier value's where nothing about the mode had changed.
     */
    public void writeCsv(Path file) {
        List<Column<Row>> columns = Column.list(
                IdentityColumns.of(Row::run, row -> row.summary().mode()),
                List.of(Column.word("setting", row -> vary.setting()), Column.word("value", Row::value)),
                SummaryColumns.COLUMNS.stream()
                        .map(column -> column.in(Row::summary))
                        .toList());
        ResultFile.writeText(file, out -> CsvText.write(out, columns, rows::forEach));
    }
}
