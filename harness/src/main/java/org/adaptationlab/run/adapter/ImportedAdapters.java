package org.adaptationlab.run.adapter;

import java.io.IOException;
import java.nio.file.Path;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.AdapterOrigin;

/**
 * PEFT adapters as GGUF files, each kept in one folder under the digest of what decides it, with its manifest. Safe for
 * several processes on one folder.
 */
public final class ImportedAdapters {

    /** Raised when adapters would be imported in another way, so that older files are not taken for newer ones. */
    private static final String FORMAT = "peft import 1";

    private final Path folder;

    /** @param folder where they are kept; created when the first one is imported */
    public ImportedAdapters(Path folder) {
        this.folder = folder;
    }

    /**
     * The GGUF file of an adapter, imported if it is not there yet.
     *
     * @throws LabDefinitionException when it can't be imported, or does not fit the base
     * @throws PrerequisiteException when the base's weights are not on this machine, or the folder can't be written
     */
    public Path of(Path peftFolder, BaseModel base) {
        PeftAdapter adapter = PeftAdapter.open(peftFolder);
        Path file = folder.resolve(new Sha256()
                        .field(FORMAT)
                        .field(adapter.digest())
                        .field(base.weightsDigest())
                        .hex()
                + ".gguf");
        if (AdapterOrigin.of(file).isEmpty()) {
            write(peftFolder, base, file);
        }
        return file;
    }

    /**
     * Writes the GGUF file of an adapter and its manifest.
     *
     * @throws LabDefinitionException when it can't be imported, or does not fit the base
     * @throws PrerequisiteException when the base's weights are not on this machine, or the file can't be written
     */
    public static void write(Path peftFolder, BaseModel base, Path target) {
        Path weights = base.file();
        if (weights == null) {
            throw new PrerequisiteException(peftFolder + ": to import this adapter the weights of " + base.name()
                    + " are needed as a GGUF file on this machine; take a model of the catalogue (lab models),"
                    + " or import it by: lab adapter import " + peftFolder + " --base FILE --out x.gguf");
        }
        try {
            PeftAdapter adapter = PeftAdapter.open(peftFolder);
            adapter.write(GgufFile.open(weights), target);
            AdapterOrigin.writeImported(
                    target,
                    base.name(),
                    base.weightsDigest(),
                    adapter.baseName().orElse(null));
        } catch (IOException e) {
            throw new PrerequisiteException(
                    target + ": the imported adapter cannot be written (" + IoReason.of(e)
                            + "); check the folder's rights and the free space",
                    e);
        }
    }
}
