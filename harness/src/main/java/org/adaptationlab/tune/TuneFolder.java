package org.adaptationlab.tune;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.adaptationlab.file.JsonFile;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.LabResults;
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
        String id = LabResults.freeId(out, lab, wanted);
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
            return LabResults.newestFirst(out, lab, child -> new TuneFolder(child).isOne()).stream()
                    .findFirst()
                    .map(TuneFolder::new)
                    .orElseThrow(() -> new ResultFormatException(
                            out.resolve(lab) + ": there is no tuning to resume; start without --resume"));
        }
        TuneFolder folder = new TuneFolder(out.resolve(lab).resolve(tuneId));
        if (!folder.isOne()) {
            throw new ResultFormatException(folder.path() + ": has no " + RECORD
                    + ", so it is no tuning that can be resumed; name another, or none for the newest");
        }
        return folder;
    }

    private boolean isOne() {
        return Files.exists(path.resolve(RECORD));
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
