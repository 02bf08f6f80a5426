package org.adaptationlab.file;

import java.io.IOException;
import java.nio.file.Path;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;

/** Writes what a command leaves behind, and says what to do where the disk does not let it. */
public final class ResultFile {

    private ResultFile() {}

    /**
     * Writes a file that is never seen half done.
     *
     * @throws PrerequisiteException if it cannot be written
     */
    public static void write(Path file, AtomicFile.Content content) {
        try {
            AtomicFile.write(file, content);
        } catch (IOException e) {
            throw unwritable(file, e, "");
        }
    }

    /** As {@link #write}, with UTF-8 text. */
    public static void writeText(Path file, AtomicFile.Text text) {
        writeText(file, text, "");
    }

    /**
     * As {@link #writeText(Path, AtomicFile.Text)}; {@code then} is what else to do, such as ", then lab report RUN".
     */
    public static void writeText(Path file, AtomicFile.Text text, String then) {
        try {
            AtomicFile.writeText(file, text);
        } catch (IOException e) {
            throw unwritable(file, e, then);
        }
    }

    /**
     * The problem of a file that cannot be written.
     *
     * @param then what to do beside making room, as the end of the sentence; empty for nothing
     */
    public static PrerequisiteException unwritable(Path file, IOException e, String then) {
        return new PrerequisiteException(
                file + ": cannot be written (" + IoReason.of(e) + "); free disk space or mend the permissions" + then,
                e);
    }
}
