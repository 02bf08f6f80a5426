package org.adaptationlab.model.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.file.Folders;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;

/** A process's own temporary folder: the binding unpacks its library under a fixed name. */
record ScratchFolder(Path path) {

    /** The system property by which the binding is told of it. */
    static final String PROPERTY = "de.kherud.llama.tmpdir";

    static ScratchFolder create() {
        try {
            return new ScratchFolder(Files.createTempDirectory("adaptation-lab-"));
        } catch (IOException e) {
            throw new PrerequisiteException(
                    "no temporary folder can be made in " + System.getProperty("java.io.tmpdir") + ": "
                            + IoReason.of(e),
                    e);
        }
    }

    /** Deletes the folder and what is in it; what can't be deleted stays, as a loaded library does on Windows. */
    void delete() {
        try {
            Folders.delete(path);
        } catch (IOException e) {
            // the system cleans its temporary folder up
        }
    }
}
