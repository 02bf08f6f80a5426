package org.adaptationlab.gguf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.problem.LabDefinitionException;
import org.jspecify.annotations.Nullable;

/**
 * A base model with an adapter added to its weights, as a whole GGUF file: {@code W + alpha / rank · B·A} for the tensors
 * the adapter changes. For servers that take no adapters. Immutable; the same parts always give the same bytes.
 *
 * <p>All other tensors and all metadata are those of the base, byte for byte, but for {@code general.file_type} where
 * most of the values are written in a new type.
 */
public final class MergedModel {

    private final GgufFile base;
    private final List<MergedTensor> tensors;

    private MergedModel(GgufFile base, List<MergedTensor> tensors) {
        this.base = base;
        this.tensors = List.copyOf(tensors);
    }

    /** Hears how far the writing is, after each tensor. */
    @FunctionalInterface
    public interface Progress {
        void written(long bytes, long totalBytes);
    }

    /**
     * Plans a merged model; nothing is written yet.
     *
     * <p>A rewritten tensor is in {@code type}, but never less precise than it was: F32 stays F32, F16 and BF16 become F16.
     * One that is named, not changed by the adapter, and in its type already is copied.
     *
     * @param adapter null for the base alone, written in the same types as with an adapter over the same tensors
     * @param rewritten names of the tensors to write in {@code type}; at least those that the adapter changes
     * @param type Q8_0 or F16
     * @throws LabDefinitionException if the adapter does not fit the base, or a tensor's numbers cannot be read
     * @throws IllegalArgumentException for another type, and for names that the base does not have or that lack one that
     *     the adapter changes
     */
    public static MergedModel of(GgufFile base, @Nullable AdapterFile adapter, Set<String> rewritten, TensorType type) {
        if (type != TensorType.Q8_0 && type != TensorType.F16) {
            throw new IllegalArgumentException(type + ": merged weights are Q8_0 or F16, fewer bits lose the adapter");
        }
        Map<String, LoraShape> pairs = new LinkedHashMap<>();
        if (adapter != null) {
            adapter.requireFits(base);
            adapter.pairs().forEach(pair -> pairs.put(pair.module(), pair));
        }
        if (!rewritten.containsAll(pairs.keySet())
                || !rewritten.stream().allMatch(name -> base.tensor(name).isPresent())) {
            throw new IllegalArgumentException(
                    "to be rewritten are " + rewritten + " of " + base.path() + ", changed are " + pairs.keySet());
        }
        List<MergedTensor> tensors = new ArrayList<>();
        for (TensorInfo tensor : base.tensors()) {
            if (rewritten.contains(tensor.name())) {
                TensorData.reader(base.path(), tensor);
                tensors.add(new MergedTensor(tensor, written(tensor, type), adapter, pairs.get(tensor.name())));
            } else {
                tensors.add(new MergedTensor(tensor, tensor.type(), null, null));
            }
        }
        return new MergedModel(base, tensors);
    }

    /** Plans and writes a merged model; see {@link #of} and {@link #write(Path, Progress)}. */
    public static String write(
            GgufFile base, @Nullable AdapterFile adapter, Set<String> rewritten, TensorType type, Path target)
            throws IOException {
        return of(base, adapter, rewritten, type).write(target, (bytes, totalBytes) -> {});
    }

    private static TensorType written(TensorInfo tensor, TensorType wanted) {
        return switch (tensor.type()) {
            case F32 -> TensorType.F32;
            case F16, BF16 -> TensorType.F16;
            default -> wanted; // a quantised tensor has rows of whole blocks of 32 or 256, so those of Q8_0 fit
        };
    }

    /** The tensors that are not copied and the types they are written in, in the order of the file. */
    public Map<String, TensorType> rewritten() {
        Map<String, TensorType> types = new LinkedHashMap<>();
        tensors.stream()
                .filter(MergedTensor::rewritten)
                .forEach(tensor -> types.put(tensor.tensor().name(), tensor.type()));
        return Collections.unmodifiableMap(types);
    }

    /** Size of the file in bytes. */
    public long bytes() {
        return header().bytes()
                + tensors.stream()
                        .mapToLong(tensor -> aligned(tensor.written().bytes()))
                        .sum();
    }

    /**
     * Writes the file; no reader sees half of it.
     *
     * @return SHA-256 of its bytes, 64 lower-case hex digits
     * @throws LabDefinitionException if {@code target} is the base or the adapter, a value is no finite number in its
     *     type, or a file cannot be read
     * @throws IOException if the file cannot be written
     */
    public String write(Path target, Progress progress) throws IOException {
        requireOther(target, base.path());
        for (MergedTensor tensor : tensors) {
            if (tensor.adapter() != null) {
                requireOther(target, tensor.adapter().path());
            }
        }
        MessageDigest digest = sha256();
        AtomicFile.write(target, out -> writeTo(new DigestOutputStream(out, digest), progress));
        return HexFormat.of().formatHex(digest.digest());
    }

    private void writeTo(OutputStream out, Progress progress) throws IOException {
        MergedHeader header = header();
        header.write(out);
        long written = header.bytes();
        long all = bytes();
        for (MergedTensor tensor : tensors) {
            tensor.write(base, out);
            long bytes = tensor.written().bytes();
            out.write(new byte[(int) (aligned(bytes) - bytes)]);
            written += aligned(bytes);
            progress.written(written, all);
        }
        out.flush();
    }

    private MergedHeader header() {
        return new MergedHeader(base, tensors);
    }

    private long aligned(long position) {
        return GgufHeader.aligned(position, base.header().alignment());
    }

    private static void requireOther(Path target, Path source) throws IOException {
        if (Files.exists(target) && Files.isSameFile(target, source)) {
            throw new LabDefinitionException(
                    target + ": is a file that the merged model is made of; write it to another one");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
