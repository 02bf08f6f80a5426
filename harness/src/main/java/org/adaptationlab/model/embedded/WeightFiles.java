package org.adaptationlab.model.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.MetadataValue;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/** The files of a model, looked at before a process is started for them: llama.cpp says little of what is wrong. */
final class WeightFiles {

    private static final long MIB = 1 << 20;
    private static final int HALF_FLOAT_BYTES = 2;

    /** Tokens of a batch; for each llama.cpp keeps room for a float per word of the vocabulary. */
    private static final long BATCH_TOKENS = 512;

    /** The child's JVM and code. */
    private static final long PROCESS_BYTES = 100 * MIB;

    /** Pre-tokenizers with which llama.cpp begins a text with the begin token when the file does not say. */
    private static final Set<String> BEGINNING = Set.of("llama3", "llama-v3", "llama-bpe");

    private final GgufFile base;
    private final long bytes;

    private WeightFiles(GgufFile base, long bytes) {
        this.base = base;
        this.bytes = bytes;
    }

    /**
     * Opens the files of a model.
     *
     * @param base GGUF file of the model
     * @param adapter GGUF file of the adapter, or null for the base alone
     * @throws PrerequisiteException when one isn't there
     * @throws LabDefinitionException when one is no sound GGUF file, or the adapter doesn't fit
     */
    static WeightFiles open(Path base, @Nullable Path adapter) {
        requireReadable(base, "model");
        GgufFile opened = GgufFile.open(base);
        if (adapter != null) {
            requireReadable(adapter, "adapter");
            AdapterFile.open(adapter).requireFits(opened);
        }
        long adapterBytes = adapter == null ? 0 : adapter.toFile().length();
        return new WeightFiles(opened, base.toFile().length() + adapterBytes);
    }

    private static void requireReadable(Path file, String what) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new PrerequisiteException(file + ": the " + what + " is not there, or can't be read");
        }
    }

    /**
     * Checks that the machine has room for the model.
     *
     * @throws PrerequisiteException when it hasn't, saying what is needed and what there is
     */
    void requireMemory(int contextTokens, long freeBytes) {
        long vocabulary = base.items("tokenizer.ggml.tokens").size();
        long needed =
                bytes + contextTokens * cachedBytesPerToken() + BATCH_TOKENS * vocabulary * Float.BYTES + PROCESS_BYTES;
        if (needed > freeBytes) {
            throw new PrerequisiteException(String.format(
                    Locale.ROOT,
                    "%s needs about %d MiB of memory with a context of %d tokens, %d MiB are free; end other programs, "
                            + "or take a smaller model or less context-tokens",
                    base.path(),
                    needed / MIB,
                    contextTokens,
                    freeBytes / MIB));
        }
    }

    /** Keys and values, which llama.cpp keeps in half precision. */
    private long cachedBytesPerToken() {
        long heads = Math.max(1, number("attention.head_count", 1));
        long headSize = number("embedding_length", 0) / heads;
        return number("block_count", 0)
                * number("attention.head_count_kv", heads)
                * (number("attention.key_length", headSize) + number("attention.value_length", headSize))
                * HALF_FLOAT_BYTES;
    }

    private long number(String key, long absent) {
        return base.whole(base.architecture().orElse("") + "." + key).orElse(absent);
    }

    /** The token that llama.cpp puts before a prompt, or null if it puts none. */
    @Nullable
    BeginToken beginToken() {
        OptionalLong id = base.whole("tokenizer.ggml.bos_token_id");
        boolean begins = base.flag("tokenizer.ggml.add_bos_token")
                .orElseGet(() -> base.text("tokenizer.ggml.model").equals(Optional.of("llama"))
                        || base.text("tokenizer.ggml.pre")
                                .filter(BEGINNING::contains)
                                .isPresent());
        return begins && id.isPresent() ? new BeginToken(Math.toIntExact(id.getAsLong()), word(id.getAsLong())) : null;
    }

    /**
     * The template to render chats with, which is the file's own, or ChatML where it has none.
     *
     * @throws LabDefinitionException when its own can't be rendered the same on each day
     */
    String chatTemplate() {
        return TemplateText.of(base);
    }

    /** A word of the vocabulary; empty if there is none with this number. */
    private String word(long id) {
        List<MetadataValue> words = base.items("tokenizer.ggml.tokens");
        return id >= 0 && id < words.size() && words.get((int) id) instanceof MetadataValue.Text text
                ? text.value()
                : "";
    }
}
