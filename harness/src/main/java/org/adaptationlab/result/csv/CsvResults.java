package org.adaptationlab.result.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.result.summary.ComparisonRow;
import org.adaptationlab.result.summary.MetricRow;
import org.adaptationlab.result.summary.SummaryRow;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the CSV files of a run: RFC 4180, UTF-8, {@code \n}, a point for decimals whatever the locale. An
 * empty cell is not measured. Times have up to three decimals, rates up to six. Text that a spreadsheet would run as a
 * formula, and text that starts with an apostrophe, has an apostrophe in front, which reading takes off again; ids of
 * passages are joined by semicolons. Only an empty and an absent output can't be told apart after reading.
 *
 * <p>Readers go by column name, pass over columns they do not know, and refuse a file that lacks one of the contract.
 * A file whose name ends with {@code .gz} is compressed.
 */
public final class CsvResults {

    private static final CsvForm<ExampleResult> EXAMPLES = new ExampleColumns();
    private static final CsvForm<ScoreRow> SCORES = new ScoreColumns();
    private static final CsvForm<MetricRow> METRICS = new MetricColumns();
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

    /**
     * Hands over the rows of examples.csv one by one, so that a file of any length can be read.
     *
     * @return the run all rows are of; null where there is no row
     * @throws ResultFormatException naming file and line
     */
    public static @Nullable RunIdentity scanExamples(Path file, Consumer<ExampleResult> each) {
        return scan(file, EXAMPLES, each);
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

    /**
     * Hands over the rows of scores.csv one by one.
     *
     * @return the run all rows are of; null where there is no row
     * @throws ResultFormatException naming file and line
     */
    public static @Nullable RunIdentity scanScores(Path file, Consumer<ScoreRow> each) {
        return scan(file, SCORES, each);
    }

    /** Writes metrics.csv. */
    public static void writeMetrics(Path file, RunIdentity run, List<MetricRow> rows) {
        write(file, METRICS, run, rows);
    }

    /**
     * Reads metrics.csv.
     *
     * @throws ResultFormatException naming file and line
     */
    public static CsvTable<MetricRow> readMetrics(Path file) {
        return read(file, METRICS);
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
            AtomicFile.write(file, temporary -> {
                try (OutputStream bytes = Files.newOutputStream(temporary);
                        OutputStream out = isCompressed(file) ? new GZIPOutputStream(bytes) : bytes;
                        CsvWriter csv = CsvWriter.builder()
                                .lineDelimiter(LineDelimiter.LF)
                                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
                    csv.writeRecord(joined(IdentityColumns.NAMES, form.columns()));
                    for (T row : rows) {
                        csv.writeRecord(joined(IdentityColumns.cells(run, form.mode(row)), form.cells(row)));
                    }
                }
            });
        } catch (IOException e) {
            throw new PrerequisiteException(
                    file + ": cannot be written (" + IoReason.of(e) + "); free disk space or mend the permissions", e);
        }
    }

    private static <T> CsvTable<T> read(Path file, CsvForm<T> form) {
        List<T> rows = new ArrayList<>();
        RunIdentity run = scan(file, form, rows::add);
        return new CsvTable<>(run, rows);
    }

    private static <T> @Nullable RunIdentity scan(Path file, CsvForm<T> form, Consumer<T> each) {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream in = isCompressed(file) ? new GZIPInputStream(bytes) : bytes;
                CsvReader<CsvRecord> csv = reader().ofCsvRecord(in)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw new ResultFormatException(file + ": is empty; a header line is needed");
            }
            Map<String, Integer> columns = header(file, form, records.next());
            RunIdentity run = null;
            while (records.hasNext()) {
                CsvRow row = row(file, columns, records.next());
                run = sameRun(row, run);
                each.accept(form.read(row, IdentityColumns.mode(row)));
            }
            return run;
        } catch (CsvParseException e) {
            throw new ResultFormatException(file + ": is no CSV: " + e.getMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            throw new ResultFormatException(file + ": cannot be read (" + IoReason.of(e) + ")", e);
        }
    }

    private static boolean isCompressed(Path file) {
        return file.toString().endsWith(".gz");
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
