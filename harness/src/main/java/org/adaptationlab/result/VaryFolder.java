package org.adaptationlab.result;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.adaptationlab.file.JsonFile;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.VaryRecord;

/** The folder {@code <out>/<lab>/<vary-id>/} of a lab that varies a setting; its runs have folders beside it. */
public record VaryFolder(Path path) {

    private static final String RECORD = "vary.json";

    private static final JsonFile<VaryRecord> FILE =
            new JsonFile<>(JsonFile.form().build(), VaryRecord.class, RECORD, VaryRecord.SCHEMA);

    public VaryFolder {
        Objects.requireNonNull(path, "path");
    }

    /**
     * Makes the folder and writes vary.json.
     *
     * @param out folder for results of all labs; made where it is missing
     * @throws org.adaptationlab.problem.PrerequisiteException if it cannot be written
     */
    public static VaryFolder create(Path out, VaryRecord record) {
        VaryFolder folder = new VaryFolder(out.resolve(record.lab()).resolve(record.varyId()));
        FILE.write(folder.file(RECORD), record, ", or choose another folder with --out");
        return folder;
    }

    /** Whether a folder is one of these. */
    public static boolean isOne(Path folder) {
        return Files.exists(folder.resolve(RECORD));
    }

    /** The newest of a lab by its id, which begins with the time. */
    public static Optional<VaryFolder> newest(Path out, String lab) {
        return LabResults.newestFirst(out, lab, VaryFolder::isOne).stream()
                .findFirst()
                .map(VaryFolder::new);
    }

    /**
     * What vary.json says.
     *
     * @throws ResultFormatException naming the file and, where there is one, the line
     */
    public VaryRecord record() {
        return FILE.read(file(RECORD));
    }

    /** The folder of one of its runs, started or not. */
    public RunFolder run(String runId) {
        return new RunFolder(path.resolveSibling(runId));
    }

    /** A file of it, such as curve.csv. */
    public Path file(String name) {
        return path.resolve(name);
    }
}
