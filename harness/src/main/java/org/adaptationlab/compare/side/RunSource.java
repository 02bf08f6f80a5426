package org.adaptationlab.compare.side;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.WholeRun;
import org.adaptationlab.result.csv.CsvResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.ProvenanceJson;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.result.record.ShardRecord;
import org.adaptationlab.result.summary.SummaryRow;
import org.jspecify.annotations.Nullable;

/**
 * One side of a comparison as it lies on disk: the folder of a run or of a baseline, or a file of examples alone.
 *
 * @param path as the user named it
 * @param scores file of further metrics, null where there is none
 * @param provenance null where there is no run.json
 * @param summaries rows of summary.csv; none where there is no such file
 */
public record RunSource(
        Path path,
        Path examples,
        @Nullable Path scores,
        @Nullable Provenance provenance,
        List<SummaryRow> summaries) {

    /** Name of the examples in a baseline folder. */
    public static final String COMPRESSED_EXAMPLES = "examples.csv.gz";

    /** Name of the further metrics in a baseline folder. */
    public static final String COMPRESSED_SCORES = "scores.csv.gz";

    /**
     * Opens a side; only run.json and summary.csv are read here.
     *
     * @throws ResultFormatException if there is no finished run, or only a shard of one
     */
    public static RunSource open(Path path) {
        if (!Files.exists(path)) {
            throw new ResultFormatException(
                    path + ": there is no such file or folder; name the folder of a run, such as "
                            + Path.of("results", "LAB", "RUN_ID") + ", a baseline folder, or an examples.csv");
        }
        if (!Files.isDirectory(path)) {
            return new RunSource(path, path, null, null, List.of());
        }
        RunFolder folder = new RunFolder(path);
        Path compressed = path.resolve(COMPRESSED_EXAMPLES);
        Path examples = Files.exists(compressed) ? compressed : folder.examples();
        if (!folder.hasResults()) {
            return withoutProvenance(folder, examples);
        }
        Provenance provenance = ProvenanceJson.read(folder.provenance());
        if (provenance.failure() != null) {
            throw new ResultFormatException(path + ": this run ended early (" + provenance.failure()
                    + "), so it is not finished; end it with lab run LAB --resume "
                    + provenance.run().runId());
        }
        ShardRecord shard = provenance.selection().shard();
        if (shard != null) {
            throw new ResultFormatException(path + ": is " + shard.words()
                    + ", a part of a run; put the shards together with lab merge and name the folder of that");
        }
        return new RunSource(path, examples, scores(folder), provenance, summaries(folder));
    }

    private static RunSource withoutProvenance(RunFolder folder, Path examples) {
        if (Files.exists(folder.journal()) || !Files.exists(examples)) {
            RunFolder.open(folder.path()); // says what is wrong where it is no run folder at all
            throw new ResultFormatException(folder.path() + ": the run has no run.json, so it is not finished; end it"
                    + " with lab run LAB --resume " + folder.path().getFileName());
        }
        return new RunSource(folder.path(), examples, scores(folder), null, summaries(folder));
    }

    private static @Nullable Path scores(RunFolder folder) {
        return Stream.of(folder.path().resolve(COMPRESSED_SCORES), folder.scores())
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    private static List<SummaryRow> summaries(RunFolder folder) {
        return Files.exists(folder.summary())
                ? CsvResults.readSummary(folder.summary()).rows()
                : List.of();
    }

    /**
     * Hands over the examples one by one.
     *
     * @throws ResultFormatException if the file is damaged, has no row, lacks some, or is of another run than run.json
     */
    public RunIdentity scan(Consumer<ExampleResult> each) {
        WholeRun whole = new WholeRun();
        RunIdentity run = CsvResults.scanExamples(examples, row -> {
            whole.count(row);
            each.accept(row);
        });
        if (run == null) {
            throw new ResultFormatException(examples + ": has no row, so there is nothing to compare");
        }
        if (provenance != null && !provenance.run().equals(run)) {
            throw new ResultFormatException(path + ": its files are of different runs: run.json of "
                    + provenance.run().runId() + ", " + examples.getFileName() + " of " + run.runId());
        }
        Path summary = new RunFolder(path).summary();
        if (Files.exists(summary)) {
            whole.requireExamples(examples, summary, summaries, provenance);
        }
        return run;
    }

    /**
     * Hands over some of the examples, after {@link #scan}.
     *
     * @param rows their numbers in the order of the file, from 0
     * @throws ResultFormatException if the file was damaged meanwhile
     */
    public void scan(BitSet rows, Consumer<ExampleResult> each) {
        CsvResults.scanExamples(examples, rows, each);
    }

    /**
     * Hands over the scores of further metrics one by one; none where there is no such file.
     *
     * @param run that the examples are of
     * @throws ResultFormatException if the file is damaged, or of another run
     */
    public void scanScores(RunIdentity run, Consumer<ScoreRow> each) {
        RunIdentity found = scores == null ? null : CsvResults.scanScores(scores, each);
        if (found != null && !found.equals(run)) {
            throw new ResultFormatException(path + ": its files are of different runs: " + examples.getFileName()
                    + " of " + run.runId() + ", scores of " + found.runId());
        }
    }

    /** Name of the metric; null where neither run.json nor summary.csv says. */
    @Nullable
    public String metric() {
        return provenance != null
                ? provenance.lab().metric()
                : summaries.stream()
                        .map(row -> row.quality().metric())
                        .findFirst()
                        .orElse(null);
    }

    /** One row per mode: where a mode has several adapters, the one over all of them. */
    public Map<String, SummaryRow> summaryByMode() {
        return summaries.stream()
                .collect(Collectors.toMap(row -> row.mode().mode(), Function.identity(), (first, next) -> first));
    }
}
