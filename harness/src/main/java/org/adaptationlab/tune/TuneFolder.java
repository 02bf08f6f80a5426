package org.adaptationlab.tune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.file.JsonFile;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFolder;

/** The folder {@code <out>/<lab>/<tune-id>/}, with the runs of the folds in it. */
record TuneFolder(Path path) {

    private static final String RECORD = "tune.json";

    private static final JsonFile<TuneRecord> FILE =
            new JsonFile<>(JsonFile.form().build(), TuneRecord.class, RECORD, TuneRecord.SCHEMA);

    TuneFolder {
        Objects.requireNonNull(path, "path");
    }

    /**
     * tune.json.
     *
     * @param planDigest digest of all that decides what is measured
     */
    record TuneRecord(int schemaVersion, String tuneId, String lab, String planDigest) {

        static final int SCHEMA = 1;

        TuneRecord {
            Objects.requireNonNull(tuneId, "tune_id");
            Objects.requireNonNull(lab, "lab");
            Objects.requireNonNull(planDigest, "plan_digest");
        }
    }

    /** A new one, under the wanted id or one with a number after it. */
    static TuneFolder create(Path out, String lab, String wanted, String planDigest) {
        String id = wanted;
        for (int n = 2; Files.exists(out.resolve(lab).resolve(id)); n++) {
            id = wanted + "-" + n;
        }
        TuneFolder folder = new TuneFolder(out.resolve(lab).resolve(id));
        FILE.write(
                folder.path().resolve(RECORD),
                new TuneRecord(TuneRecord.SCHEMA, id, lab, planDigest),
                ", or choose another folder with --out");
        return folder;
    }

    /**
     * One that was begun.
     *
     * @param tuneId an empty text for the newest of the lab
     * @throws ResultFormatException when there is none
     */
    static TuneFolder find(Path out, String lab, String tuneId) {
        if (tuneId.isEmpty()) {
            return newest(out.resolve(lab))
                    .orElseThrow(() -> new ResultFormatException(
                            out.resolve(lab) + ": there is no tuning to resume; start without --resume"));
        }
        TuneFolder folder = new TuneFolder(out.resolve(lab).resolve(tuneId));
        if (!Files.exists(folder.path().resolve(RECORD))) {
            throw new ResultFormatException(folder.path() + ": has no " + RECORD
                    + ", so it is no tuning that can be resumed; name another, or none for the newest");
        }
        return folder;
    }

    private static Optional<TuneFolder> newest(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.exists(child.resolve(RECORD)))
                    .max(Comparator.comparing(child -> String.valueOf(child.getFileName())))
                    .map(TuneFolder::new);
        } catch (IOException e) {
            throw new ResultFormatException(folder + ": cannot be listed (" + IoReason.of(e) + ")", e);
        }
    }

    TuneRecord record() {
        return FILE.read(path.resolve(RECORD));
    }

    /** Its name, what {@code --resume} takes. */
    String id() {
        return String.valueOf(path.getFileName());
    }

    /** Where the run of a fold is or will be; {@code number} is one-based. */
    RunFolder fold(int number) {
        return new RunFolder(path.resolve("fold-" + number));
    }

    /** Makes the folder of a fold's run. */
    RunFolder createFold(int number) {
        Path lab = Objects.requireNonNull(path.getParent(), "the folder of the lab");
        return RunFolder.create(lab, id(), fold(number).name());
    }
}
