package org.adaptationlab.model.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * The files of a model, looked at before a process is started for them.
 *
 * @param base GGUF file of the model
 * @param adapter GGUF file of the adapter, or null for the base alone
 */
record WeightFiles(Path base, @Nullable Path adapter) {

    private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);
    private static final long MIB = 1 << 20;

    /** The child's JVM and llama.cpp's compute buffers; 120 MiB was measured with a model of 135M parameters. */
    private static final long PROCESS_BYTES = 200 * MIB;

    /**
     * Keys and values of one token take at least this share of the weights: 1/36,000 with Llama 3 8B in four bits, 1/4,000
     * with a model of 135M parameters.
     */
    private static final long WEIGHTS_PER_CACHED_TOKEN = 40_000;

    /**
     * Checks that the files are there and are GGUF.
     *
     * @throws PrerequisiteException when one can't be read
     * @throws LabDefinitionException when one is something else
     */
    void requireReadable() {
        requireGguf(base, "model");
        if (adapter != null) {
            requireGguf(adapter, "adapter");
        }
    }

    /**
     * Checks that the machine has room for the model.
     *
     * @throws PrerequisiteException when it hasn't, saying what is needed and what there is
     */
    void requireMemory(int contextTokens) {
        long needed = bytes(base)
                + (adapter == null ? 0 : bytes(adapter))
                + PROCESS_BYTES
                + bytes(base) / WEIGHTS_PER_CACHED_TOKEN * contextTokens;
        long free = FreeMemory.bytes();
        if (needed > free) {
            throw new PrerequisiteException(String.format(
                    Locale.ROOT,
                    "%s needs at least %d MiB of memory with a context of %d tokens, %d MiB are free; end other programs, "
                            + "or take a smaller model or less context-tokens",
                    base,
                    needed / MIB,
                    contextTokens,
                    free / MIB));
        }
    }

    private static void requireGguf(Path file, String what) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(MAGIC.length);
            if (!Arrays.equals(start, MAGIC)) {
                throw new LabDefinitionException(
                        file + ": this is not a GGUF file (it doesn't begin with \"GGUF\"), so no " + what
                                + " that can be served; it may be damaged: fetch or make it again");
            }
        } catch (IOException e) {
            throw new PrerequisiteException(file + ": the " + what + " can't be read: " + e, e);
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new PrerequisiteException(file + ": can't be read: " + e, e);
        }
    }
}
