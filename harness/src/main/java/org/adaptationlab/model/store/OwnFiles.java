package org.adaptationlab.model.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;

/** Model files that the user put where they are. They are read and verified there, and never changed, moved or deleted. */
final class OwnFiles {

    private final DigestCache digests;

    OwnFiles(DigestCache digests) {
        this.digests = digests;
    }

    /**
     * A file that is in no catalogue.
     *
     * @throws LabDefinitionException if it is no whole language model
     * @throws PrerequisiteException if it cannot be read to its end
     */
    BaseModel model(Path file) {
        GgufModel model = GgufModel.read(file);
        return new BaseModel(ModelName.of(file), digest(file), model.quantization(), file);
    }

    /** The SHA-256 of a file. */
    String digest(Path file) {
        try {
            return digests.of(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Checks that a file is the one of its entry.
     *
     * @throws PrerequisiteException if it is gone, unreadable or another
     */
    void verify(CatalogueModel model, Path file) {
        if (!Files.exists(file)) {
            throw new PrerequisiteException("the file of the model " + model.name() + " is gone: " + file
                    + "; restore it, or name where it is now: lab models add FILE --name " + model.name()
                    + " --replace");
        }
        try {
            long bytes = Files.size(file);
            String digest = digest(file);
            if (bytes != model.bytes() || !digest.equals(model.sha256())) {
                throw new PrerequisiteException("the file of the model " + model.name()
                        + " is not the one of models.yaml: "
                        + file + " has " + bytes + " bytes and the SHA-256 " + digest + ", the entry says "
                        + model.bytes() + " and " + model.sha256()
                        + "; restore the file, or take it as it is now: lab models add " + quoted(file) + " --name "
                        + model.name() + " --replace");
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static PrerequisiteException unreadable(Path file, IOException e) {
        return new PrerequisiteException(
                file + ": cannot be read (" + IoReason.of(e) + "); mend its permissions or copy it elsewhere", e);
    }

    /** As a shell takes it. */
    private static String quoted(Path file) {
        String text = file.toString();
        return text.matches("[\\w./:\\\\-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
