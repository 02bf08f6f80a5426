package org.adaptationlab.result;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the CSV files of a run: RFC 4180, UTF-8, {@code \n}, a point for decimals whatever the locale. An
 * empty cell is not measured. Times have up to three decimals, rates up to six. Text that a spreadsheet would run as a
 * formula, and text that starts with an apostrophe, has an apostrophe in front, which reading takes off again; ids of
 * passages are joined by semicolons. Only an empty and an absent output can't be told apart after reading.
 *
 * <p>Readers go by column name, pass over columns they do not know, and refuse a file that lacks one of the contract.
 */
public final class CsvResults {

    private static final CsvForm<ExampleResult> EXAMPLES = new ExampleColumns();
    private static final CsvForm<ScoreRow> SCORES = new ScoreColumns();
    private static final CsvForm<SummaryRow> SUMMARY = new SummaryColumns();
    private static final CsvForm<ComparisonRow> COMPARISONS = new ComparisonColumns();

    private CsvResults() {}

    /** Writes examples.csv. */
    public static void writeExamples(Path file, RunIdentity run, List<ExampleResult> rows) {
        write(file, EXAMPLES, run, rows);
    }

    /**
     * Reads examples.csv.
     *
     * @throws ResultFormatException naming file and line
     */
    public static CsvTable<ExampleResult> readExamples(Path file) {
        return read(file, EXAMPLES);
    }

    /** Writes scores.csv. */
    public static void writeScores(Path file, RunIdentity run, List<ScoreRow> rows) {
        write(file, SCORES, run, rows);
    }

    /**
     * Reads scores.csv.
     *
     * @throws ResultFormatException naming file and line
     */
    public static CsvTable<ScoreRow> readScores(Path file) {
        return read(file, SCORES);
    }

    /** Writes summary.csv. */
    public static void writeSummary(Path file, RunIdentity run, List<SummaryRow> rows) {
        write(file, SUMMARY, run, rows);
    }

    /**
     * Reads summary.csv.
     *
     * @throws ResultFormatException naming file and line
     */
    public static CsvTable<SummaryRow> readSummary(Path file) {
        return read(file, SUMMARY);
    }

    /** Writes comparisons.csv. */
    public static void writeComparisons(Path file, RunIdentity run, List<ComparisonRow> rows) {
        write(file, COMPARISONS, run, rows);
    }

    /**
     * Reads comparisons.csv.
     *
     * @throws ResultFormatException naming file and line
     */
    public static CsvTable<ComparisonRow> readComparisons(Path file) {
        return read(file, COMPARISONS);
    }

    private static <T> void write(Path file, CsvForm<T> form, RunIdentity run, List<T> rows) {
        try {
            AtomicFile.writeText(file, out -> {
                CsvWriter csv =
                        CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
                csv.writeRecord(joined(IdentityColumns.NAMES, form.columns()));
                for (T row : rows) {
                    csv.writeRecord(joined(IdentityColumns.cells(run, form.mode(row)), form.cells(row)));
                }
                csv.flush();
            });
        } catch (IOException e) {
            throw new PrerequisiteException(
                    file + ": cannot be written (" + e + "); free disk space or mend the permissions", e);
        }
    }

    private static <T> CsvTable<T> read(Path file, CsvForm<T> form) {
        try (CsvReader<CsvRecord> csv = reader().ofCsvRecord(file)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw new ResultFormatException(file + ": is empty; a header line is needed");
            }
            Map<String, Integer> columns = header(file, form, records.next());
            RunIdentity run = null;
            List<T> rows = new ArrayList<>();
            while (records.hasNext()) {
                CsvRow row = row(file, columns, records.next());
                run = sameRun(row, run);
                rows.add(form.read(row, IdentityColumns.mode(row)));
            }
            return new CsvTable<>(run, rows);
        } catch (CsvParseException e) {
            throw new ResultFormatException(file + ": is no CSV: " + e.getMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            throw new ResultFormatException(file + ": cannot be read (" + e + ")", e);
        }
    }

    /** Rows of another length pass the parser, so that they are refused by their line. */
    private static CsvReader.CsvReaderBuilder reader() {
        return CsvReader.builder()
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    }

    private static Map<String, Integer> header(Path file, CsvForm<?> form, CsvRecord header) {
        Map<String, Integer> columns = new HashMap<>();
        for (String name : header.getFields()) {
            if (columns.put(name, columns.size()) != null) {
                throw new ResultFormatException(file + ":1: column \"" + name + "\" is there twice");
            }
        }
        List<String> missing =
                new ArrayList<>(joined(IdentityColumns.NAMES, form.columns().subList(0, form.requiredColumns())));
        missing.removeAll(columns.keySet());
        if (!missing.isEmpty()) {
            throw new ResultFormatException(
                    file + ":" + header.getStartingLineNumber() + ": the header lacks " + String.join(", ", missing));
        }
        return columns;
    }

    private static CsvRow row(Path file, Map<String, Integer> columns, CsvRecord csv) {
        if (csv.getFieldCount() != columns.size()) {
            throw new ResultFormatException(file + ":" + csv.getStartingLineNumber() + ": " + csv.getFieldCount()
                    + " cells, the header has " + columns.size() + "; is the file cut off?");
        }
        return new CsvRow(file, csv.getStartingLineNumber(), columns, csv.getFields());
    }

    private static RunIdentity sameRun(CsvRow row, @Nullable RunIdentity before) {
        RunIdentity run = IdentityColumns.run(row);
        if (before != null && !before.equals(run)) {
            throw row.bad(
                    "run_id",
                    "the rows above are of " + before.runId() + ", this one is of " + run.runId()
                            + " or of another model, data or runtime; one file holds one run");
        }
        return run;
    }

    private static List<@Nullable String> joined(
            List<? extends @Nullable String> first, List<? extends @Nullable String> second) {
        List<@Nullable String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
