package org.adaptationlab.result;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;

/** The folder of one run, {@code <out>/<lab>/<run-id>/}, and the names of the files in it. */
public record RunFolder(Path path) {

    public RunFolder {
        Objects.requireNonNull(path, "path");
    }

    /**
     * Makes the folder of a new run.
     *
     * @param out folder for results of all labs; made where it is missing
     * @throws PrerequisiteException if it cannot be made, or there is one already
     */
    public static RunFolder create(Path out, String lab, String runId) {
        Path path = out.resolve(lab).resolve(runId);
        try {
            Files.createDirectories(out.resolve(lab));
            Files.createDirectory(path);
            return new RunFolder(path);
        } catch (FileAlreadyExistsException e) {
            throw new PrerequisiteException(
                    path + ": is there already; take another run id, or go on with it by --resume " + runId, e);
        } catch (IOException e) {
            throw new PrerequisiteException(
                    path + ": the folder for the results cannot be made (" + IoReason.of(e)
                            + "); mend the permissions or choose another with --out",
                    e);
        }
    }

    /** As {@link #create}, with {@code -2}, {@code -3}, … at the end of the id where two runs start in one second. */
    public static RunFolder createFree(Path out, String lab, String runId) {
        return create(out, lab, free(out, lab, runId).name());
    }

    /** The folder of a run that could be made: of this id, or with a number after it where there is one already. */
    public static RunFolder free(Path out, String lab, String runId) {
        String free = runId;
        for (int n = 2; Files.exists(out.resolve(lab).resolve(free)); n++) {
            free = runId + "-" + n;
        }
        return new RunFolder(out.resolve(lab).resolve(free));
    }

    /**
     * Opens the folder of a run that was started before, finished or not.
     *
     * @throws ResultFormatException if there is no run in it; names the runs in the folders below, if any
     */
    public static RunFolder open(Path path) {
        if (!Files.exists(path)) {
            throw new ResultFormatException(path + ": there is no such folder; name the folder of a run, such as "
                    + Path.of("results", "LAB", "RUN_ID"));
        }
        RunFolder folder = new RunFolder(path);
        if (!folder.holdsRun()) {
            throw new ResultFormatException(
                    path + ": is no run folder: it has neither run.json nor journal.jsonl" + suggestion(path));
        }
        return folder;
    }

    /** As {@link #open}; also the empty folder of a run that was killed before it had begun its journal. */
    public static RunFolder openToResume(Path path) {
        return isEmptyFolder(path) ? new RunFolder(path) : open(path);
    }

    /** The runs of a lab, the last changed first; none where nothing was run. */
    public static List<RunFolder> list(Path out, String lab) {
        return below(out.resolve(lab)).stream()
                .sorted(Comparator.comparing(RunFolder::changed)
                        .thenComparing(folder -> folder.path().getFileName())
                        .reversed())
                .toList();
    }

    /** The folder's own name, the run's id. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** Whether the result files are there, of a whole run or of one that failed: run.json is written last. */
    public boolean hasResults() {
        return Files.exists(provenance());
    }

    /** Whether there is anything in the journal. */
    public boolean hasJournal() {
        try {
            return Files.exists(journal()) && Files.size(journal()) > 0;
        } catch (IOException e) {
            throw new ResultFormatException(journal() + ": cannot be read (" + IoReason.of(e) + ")", e);
        }
    }

    /** journal.jsonl, what a resumed run reads. */
    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    /** examples.csv. */
    public Path examples() {
        return path.resolve("examples.csv");
    }

    /** scores.csv; there only where answers have more than one metric. */
    public Path scores() {
        return path.resolve("scores.csv");
    }

    /** metrics.csv; there where scores.csv is. */
    public Path metrics() {
        return path.resolve("metrics.csv");
    }

    /** summary.csv. */
    public Path summary() {
        return path.resolve("summary.csv");
    }

    /** comparisons.csv. */
    public Path comparisons() {
        return path.resolve("comparisons.csv");
    }

    /** run.json. */
    public Path provenance() {
        return path.resolve("run.json");
    }

    /** A report, such as report.md. */
    public Path report(String fileName) {
        return path.resolve(fileName);
    }

    private boolean holdsRun() {
        return Files.exists(provenance()) || Files.exists(journal());
    }

    private static boolean isEmptyFolder(Path path) {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.findAny().isEmpty();
        } catch (IOException e) {
            throw unlistable(path, e);
        }
    }

    private static ResultFormatException unlistable(Path folder, IOException e) {
        return new ResultFormatException(folder + ": cannot be listed (" + IoReason.of(e) + ")", e);
    }

    private long changed() {
        try {
            Path newest = Files.exists(journal()) ? journal() : provenance();
            return Files.getLastModifiedTime(newest).toMillis();
        } catch (IOException e) {
            return 0; // gone since it was listed: the oldest
        }
    }

    private static String suggestion(Path path) {
        String runs = below(path).stream()
                .map(folder -> folder.path().toString())
                .sorted(Comparator.reverseOrder())
                .limit(5)
                .collect(Collectors.joining(", "));
        return runs.isEmpty() ? "" : "; runs below it: " + runs;
    }

    private static List<RunFolder> below(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(RunFolder::new).filter(RunFolder::holdsRun).toList();
        } catch (IOException e) {
            throw unlistable(folder, e);
        }
    }
}
