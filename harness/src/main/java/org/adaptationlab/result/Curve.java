package org.adaptationlab.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.result.csv.Column;
import org.adaptationlab.result.csv.CsvText;
import org.adaptationlab.result.csv.IdentityColumns;
import org.adaptationlab.result.csv.SummaryColumns;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.record.VaryRecord;
import org.adaptationlab.result.summary.SummaryRow;
import org.jspecify.annotations.Nullable;

/**
 * What a lab that varies a setting came to, as far as its runs are finished.
 *
 * @param rows by value, then mode; the rows of a value may be missing
 * @param runs the runs that are finished, by value
 * @param times what the times of different runs are worth against each other
 * @param pairs the values against each other, where the model varies; none of another setting
 */
public record Curve(VaryRecord vary, List<Row> rows, List<Run> runs, CurveTimes times, List<CurvePair> pairs) {

    public Curve {
        rows = List.copyOf(rows);
        runs = List.copyOf(runs);
        Objects.requireNonNull(times, "times");
        pairs = List.copyOf(pairs);
    }

    /**
     * A mode at a value.
     *
     * @param run the run that measured it
     */
    public record Row(String value, Run run, SummaryRow summary) {}

    /**
     * A finished run, and what speaks against it.
     *
     * @param value at which it was made
     * @param failure why it ended early; null where it did not
     * @param guards those that did not pass
     */
    public record Run(
            String value, RunIdentity identity, @Nullable String failure, List<GuardResult> guards) {

        public Run {
            guards = List.copyOf(guards);
        }

        private static Run of(String value, Provenance provenance) {
            return new Run(
                    value,
                    provenance.run(),
                    provenance.failure(),
                    provenance.guards().stream()
                            .filter(guard -> guard.status() != GuardResult.Status.PASS)
                            .toList());
        }

        /** Why no claim may rest on it; empty where one may. */
        public Optional<Flaw> flaw() {
            List<String> stops = guards.stream()
                    .filter(guard -> guard.status() == GuardResult.Status.STOP)
                    .map(GuardResult::name)
                    .toList();
            if (!stops.isEmpty()) {
                return Optional.of(new Flaw("void", stops));
            }
            return failure == null ? Optional.empty() : Optional.of(new Flaw("ended early", List.of()));
        }
    }

    /**
     * Why no claim may rest on a run.
     *
     * @param word {@code void} or {@code ended early}
     * @param guards names of those that say so, if any
     */
    public record Flaw(String word, List<String> guards) {

        public Flaw {
            guards = List.copyOf(guards);
        }

        /** Such as {@code void: truncation}. */
        public String text() {
            return guards.isEmpty() ? word : word + ": " + String.join(", ", guards);
        }
    }

    /**
     * Puts together the results of the runs that are finished.
     *
     * @throws org.adaptationlab.problem.ResultFormatException when a result file is damaged
     */
    public static Curve read(VaryFolder folder) {
        VaryRecord vary = folder.record();
        Map<String, RunResults> finished = new LinkedHashMap<>();
        Map<String, Run> runs = new LinkedHashMap<>();
        for (VaryRecord.Point point : vary.points()) {
            String runId = point.runId();
            if (runId != null && folder.run(runId).hasResults()) {
                RunResults results = RunResults.read(folder.run(runId));
                finished.put(runId, results);
                runs.put(runId, Run.of(point.value(), results.provenance()));
            }
        }
        List<Row> rows = new ArrayList<>();
        for (VaryRecord.Point point : vary.points()) {
            point.runs()
                    .forEach((mode, runId) -> row(point.value(), mode, runs.get(runId), finished.get(runId))
                            .ifPresent(rows::add));
        }
        CurveTimes times = CurveTimes.of(finished.values());
        finished.keySet()
                .removeIf(id -> Objects.requireNonNull(runs.get(id)).flaw().isPresent());
        return new Curve(
                vary,
                rows,
                List.copyOf(runs.values()),
                times,
                vary.ofModels() ? CurvePair.of(vary, finished) : List.of());
    }

    private static Optional<Row> row(String value, String mode, @Nullable Run run, @Nullable RunResults results) {
        SummaryRow summary = results == null ? null : results.byMode().get(mode);
        return run == null || summary == null ? Optional.empty() : Optional.of(new Row(value, run, summary));
    }

    /** Modes in the order of the lab, as far as anything of them is measured. */
    public List<String> modes() {
        return rows.stream().map(row -> row.summary().mode().mode()).distinct().toList();
    }

    /** A mode at a value; empty where it is not measured yet. */
    public Optional<Row> at(String value, String mode) {
        return rows.stream()
                .filter(row ->
                        row.value().equals(value) && row.summary().mode().mode().equals(mode))
                .findFirst();
    }

    /**
     * Writes curve.csv: the columns of summary.csv with setting and value before them. The run id is that of the run
     * that measured the mode, an earlier value's where nothing about the mode had changed.
     */
    public void writeCsv(Path file) {
        List<Column<Row>> columns = Column.list(
                IdentityColumns.of(
                        row -> row.run().identity(), row -> row.summary().mode()),
                List.of(Column.word("setting", row -> vary.setting()), Column.word("value", Row::value)),
                SummaryColumns.COLUMNS.stream()
                        .map(column -> column.in(Row::summary))
                        .toList());
        ResultFile.writeText(file, out -> CsvText.write(out, columns, rows::forEach));
    }
}
