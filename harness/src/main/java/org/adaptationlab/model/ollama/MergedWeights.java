package org.adaptationlab.model.ollama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.MergedModel;
import org.adaptationlab.gguf.TensorType;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole weights of a base and an adapter, for a server that lays no adapters over a base. All weights of a run have
 * the same tensors in the same type, those without an adapter too, so that the adapter is all that differs.
 *
 * @param tensors that some adapter of the run changes
 * @param folder for files that are on their way to the server
 * @param notice hears of what takes a while
 */
record MergedWeights(Set<String> tensors, Path folder, Consumer<String> notice) {

    /** Half the size of F16, and as near to it in the answers as another build of llama.cpp is. */
    static final TensorType TYPE = TensorType.Q8_0;

    /** Raised when files would be merged in another way, so that older ones are not taken for newer ones. */
    private static final String FORMAT = "merged 1";

    MergedWeights {
        tensors = Set.copyOf(tensors);
    }

    /** Merged weights on their way to a server. */
    record Made(Path file, String sha256) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** The type of the rewritten tensors, as part of a name. */
    String typeWord() {
        return TYPE.name().toLowerCase(Locale.ROOT);
    }

    /** Digest of all that decides the weights. */
    String key(BaseModel base, @Nullable Path adapter) {
        Sha256 digest = new Sha256()
                .field(FORMAT)
                .field(base.weightsDigest())
                .field(TYPE.name())
                .field(adapter == null ? "" : GivenModels.digest(adapter));
        new TreeSet<>(tensors).forEach(digest::field);
        return digest.hex();
    }

    /**
     * Writes them to a file, which is gone when it is closed.
     *
     * @param adapter null for the base alone
     */
    Made make(BaseModel base, @Nullable Path adapter) throws IOException {
        Path weights = base.file();
        if (weights == null) {
            throw new PrerequisiteException("the weights of " + base.name() + " are not a file that can be read on this"
                    + " machine, so no adapter can be merged into them; name a GGUF file with --model, or run where"
                    + " Ollama's store can be read");
        }
        notice.accept(
                adapter == null
                        ? "writing " + base.name() + " in the types of merged weights (" + TYPE + ")"
                        : "merging " + adapter.getFileName() + " into " + base.name() + " (" + TYPE + ")");
        Files.createDirectories(folder);
        Path target = Files.createTempFile(folder, "merged-", ".gguf");
        try {
            String sha256 = MergedModel.write(
                    GgufFile.open(weights), adapter == null ? null : AdapterFile.open(adapter), tensors, TYPE, target);
            return new Made(target, sha256);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }
}
