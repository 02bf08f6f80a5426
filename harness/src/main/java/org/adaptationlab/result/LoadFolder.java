package org.adaptationlab.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.adaptationlab.file.ProcessLock;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;

/** The folder of a measured load, {@code <out>/<lab>/load-<id>/}, and the names of the files in it. */
public record LoadFolder(Path path) {

    /** How the names of such folders begin. */
    private static final String PREFIX = "load-";

    public LoadFolder {
        Objects.requireNonNull(path, "path");
    }

    /**
     * Makes the folder of a new load.
     *
     * @param id of the load, without what its folder's name begins with
     * @throws org.adaptationlab.problem.PrerequisiteException if it cannot be made
     */
    public static LoadFolder create(Path out, String lab, String id) {
        return new LoadFolder(RunFolder.createFree(out, lab, PREFIX + id).path());
    }

    /** Whether a load was measured into this folder, to its end or not. */
    public static boolean isOne(Path path) {
        return Files.exists(new LoadFolder(path).record());
    }

    /**
     * Opens the folder of a load.
     *
     * @throws ResultFormatException if there is none in it
     */
    public static LoadFolder open(Path path) {
        if (!isOne(path)) {
            throw new ResultFormatException(path + ": is no folder of lab load: it has no load.json; name one such as "
                    + Path.of("results", "LAB", PREFIX + "ID"));
        }
        return new LoadFolder(path);
    }

    /** The loads of a lab, the newest first: their names begin with the time. None where nothing was measured. */
    public static List<LoadFolder> list(Path out, String lab) {
        return LabResults.newestFirst(out, lab, LoadFolder::isOne).stream()
                .map(LoadFolder::new)
                .toList();
    }

    /**
     * Measures into the folder, which one process does at a time.
     *
     * @throws ResultFormatException while another process does
     * @throws PrerequisiteException where the folder can't be written
     */
    public <T> T alone(Supplier<T> measuring) {
        try {
            return ProcessLock.holding(
                    path.resolve(".measuring"),
                    () -> {
                        throw new ResultFormatException(
                                path + ": another process is measuring this load; wait until it has ended");
                    },
                    measuring::get);
        } catch (IOException e) {
            throw new PrerequisiteException(
                    path + ": can't be written (" + IoReason.of(e) + "); mend its permissions", e);
        }
    }

    /** The folder's own name, the load's id. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** load.csv: written anew, in one piece, whenever a point is finished. */
    public Path csv() {
        return path.resolve("load.csv");
    }

    /** load.json; written first, and again at the end. */
    public Path record() {
        return path.resolve("load.json");
    }

    /** load.html. */
    public Path page() {
        return path.resolve("load.html");
    }
}
