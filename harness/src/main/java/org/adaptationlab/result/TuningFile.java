package org.adaptationlab.result;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.file.JsonFile;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.TuningRecord;

/** The folder {@code tuning/} beside a lab file, with what {@code lab tune} has found out. */
public final class TuningFile {

    private static final String FOLDER = "tuning";
    private static final String RECORD = "tuning.json";

    private static final JsonFile<TuningRecord> FILE =
            new JsonFile<>(JsonFile.form().build(), TuningRecord.class, RECORD, TuningRecord.SCHEMA);

    private TuningFile() {}

    /** The folder, which may not be there. */
    public static Path folder(Path labFile) {
        return labFile.resolveSibling(FOLDER);
    }

    /**
     * What was found out; empty where nothing was tuned.
     *
     * @throws ResultFormatException if the file is damaged
     */
    public static Optional<TuningRecord> read(Path labFile) {
        Path file = folder(labFile).resolve(RECORD);
        return Files.exists(file) ? Optional.of(FILE.read(file)) : Optional.empty();
    }

    /**
     * Writes what was found out of some modes; what is known of others stays.
     *
     * @return all that is known now
     * @throws org.adaptationlab.problem.PrerequisiteException if it cannot be written
     */
    public static TuningRecord add(Path labFile, String lab, List<TuningRecord.Mode> found) {
        List<String> anew = found.stream().map(TuningRecord.Mode::mode).toList();
        List<TuningRecord.Mode> modes = new ArrayList<>();
        read(labFile)
                .ifPresent(known -> known.modes().stream()
                        .filter(mode -> !anew.contains(mode.mode()))
                        .forEach(modes::add));
        modes.addAll(found);
        TuningRecord record = new TuningRecord(TuningRecord.SCHEMA, lab, modes);
        FILE.write(folder(labFile).resolve(RECORD), record, ", then the same command with --resume");
        return record;
    }
}
