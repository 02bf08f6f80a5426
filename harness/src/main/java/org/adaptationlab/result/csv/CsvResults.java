package org.adaptationlab.result.csv;

import java.io.BufferedWriter;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.load.LoadPoint;
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
 * formula is neutralised as {@link CsvCells} says, which reading takes back; ids of passages are joined by semicolons.
 * Only an empty and an absent output can't be told apart after reading.
 *
 * <p>Readers go by column name, pass over columns they do not know, and refuse a file that lacks one of the contract, a
 * number that its column does not allow, and a last line without a line end. A file whose name ends with {@code .gz} is
 * compressed.
 */
public final class CsvResults {

    private static final CsvForm<ExampleResult> EXAMPLES = new ExampleColumns();
    private static final CsvForm<ScoreRow> SCORES = new ScoreColumns();
    private static final CsvForm<MetricRow> METRICS = new MetricColumns();
    private static final CsvForm<SummaryRow> SUMMARY = new SummaryColumns();
    private static final CsvForm<ComparisonRow> COMPARISONS = new ComparisonColumns();
    private static final CsvForm<LoadPoint> LOAD = new LoadColumns();

    private CsvResults() {}

    /** Writes examples.csv. */
    public static void writeExamples(Path file, RunIdentity run, CsvText.Rows<ExampleResult> rows) {
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

    /**
     * Hands over some rows of an examples.csv that was read before, without reading the others.
     *
     * @param rows their numbers, from 0 for the first
     * @throws ResultFormatException naming file and line
     */
    public static void scanExamples(Path file, BitSet rows, Consumer<ExampleResult> each) {
        new CsvReading<>(file, EXAMPLES).scan(rows, each);
    }

    /** Writes scores.csv. */
    public static void writeScores(Path file, RunIdentity run, CsvText.Rows<ScoreRow> rows) {
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
        write(file, METRICS, run, rows::forEach);
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
        write(file, SUMMARY, run, rows::forEach);
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
        write(file, COMPARISONS, run, rows::forEach);
    }

    /**
     * Reads comparisons.csv.
     *
     * @throws ResultFormatException naming file and line
     */
    public static CsvTable<ComparisonRow> readComparisons(Path file) {
        return read(file, COMPARISONS);
    }

    /** Writes load.csv. */
    public static void writeLoad(Path file, RunIdentity run, List<LoadPoint> rows) {
        write(file, LOAD, run, rows::forEach);
    }

    /**
     * Reads load.csv.
     *
     * @throws ResultFormatException naming file and line
     */
    public static CsvTable<LoadPoint> readLoad(Path file) {
        return read(file, LOAD);
    }

    private static <T> void write(Path file, CsvForm<T> form, RunIdentity run, CsvText.Rows<T> rows) {
        List<Column<T>> columns = Column.list(IdentityColumns.of(row -> run, form::mode), form.columns());
        ResultFile.write(file, bytes -> {
            OutputStream out = CsvReading.isCompressed(file) ? new GZIPOutputStream(bytes) : bytes;
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            CsvText.write(text, columns, rows);
            if (out instanceof GZIPOutputStream compressed) {
                compressed.finish();
            }
        });
    }

    private static <T> CsvTable<T> read(Path file, CsvForm<T> form) {
        List<T> rows = new ArrayList<>();
        RunIdentity run = scan(file, form, rows::add);
        return new CsvTable<>(run, rows);
    }

    private static <T> @Nullable RunIdentity scan(Path file, CsvForm<T> form, Consumer<T> each) {
        return new CsvReading<>(file, form).scan(each);
    }
}
