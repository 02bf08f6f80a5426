package org.adaptationlab.gguf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * A GGUF file of version 2 or 3, little endian. The header is read once; a tensor's numbers are read, memory-mapped,
 * when asked for. Immutable and safe for several threads; holds no open file.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the GGUF specification</a>
 */
public final class GgufFile {

    /** No sound header is longer; it bounds what a hostile one can make us allocate. */
    private static final int HEADER_BYTES = 1 << 28;

    private final Path path;
    private final GgufHeader header;

    private GgufFile(Path path, GgufHeader header) {
        this.path = path;
        this.header = header;
    }

    /**
     * Reads the header.
     *
     * @throws LabDefinitionException if the file cannot be read or is not a sound GGUF file
     */
    public static GgufFile open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer start = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(size, HEADER_BYTES));
            return new GgufFile(path, GgufHeader.parse(path, start, size));
        } catch (NoSuchFileException e) {
            throw new LabDefinitionException(path + ": there is no such file", e);
        } catch (IOException e) {
            throw TensorData.unreadable(path, e);
        }
    }

    public Path path() {
        return path;
    }

    /** The text under a metadata key, empty if there is none or it is no text. */
    public Optional<String> text(String key) {
        return header.metadata().get(key) instanceof MetadataValue.Text text
                ? Optional.of(text.value())
                : Optional.empty();
    }

    /** The integer under a metadata key, empty if there is none or it is no integer. */
    public OptionalLong whole(String key) {
        return header.metadata().get(key) instanceof MetadataValue.Whole whole
                ? OptionalLong.of(whole.value())
                : OptionalLong.empty();
    }

    /** The number under a metadata key, empty if there is none or it is no number. */
    public OptionalDouble real(String key) {
        MetadataValue value = header.metadata().get(key);
        if (value instanceof MetadataValue.Real real) {
            return OptionalDouble.of(real.value());
        }
        return value instanceof MetadataValue.Whole whole
                ? OptionalDouble.of((double) whole.value())
                : OptionalDouble.empty();
    }

    /** The truth value under a metadata key, empty if there is none or it is something else. */
    public Optional<Boolean> flag(String key) {
        return header.metadata().get(key) instanceof MetadataValue.Flag flag
                ? Optional.of(flag.value())
                : Optional.empty();
    }

    /** The array under a metadata key, empty also if there is none. */
    public List<MetadataValue> items(String key) {
        return header.metadata().get(key) instanceof MetadataValue.Items items ? items.values() : List.of();
    }

    /** The names of all metadata, in the order of the file. */
    public Collection<String> keys() {
        return Collections.unmodifiableSet(header.metadata().keySet());
    }

    /** {@code general.architecture}, such as {@code llama}; empty if the file does not say. */
    public Optional<String> architecture() {
        return text("general.architecture");
    }

    /** All tensors, in the order of the file. */
    public Collection<TensorInfo> tensors() {
        return Collections.unmodifiableCollection(header.tensors().values());
    }

    /** The tensor of a name. */
    public Optional<TensorInfo> tensor(String name) {
        return Optional.ofNullable(header.tensors().get(name));
    }

    /**
     * A tensor's numbers, dequantised, the first dimension running fastest.
     *
     * @throws LabDefinitionException if the tensor is absent, too large for an array, of a type that cannot be read, or
     *     if the file cannot be read any more
     */
    public float[] floats(String name) {
        return TensorData.read(path, require(name));
    }

    /**
     * The numbers of some rows of a tensor, dequantised, the first dimension running fastest: a large tensor in pieces.
     *
     * @param firstRow from 0; with {@code rows} more it stays within the tensor
     * @throws LabDefinitionException if the tensor is absent, of a type that cannot be read, or if the file cannot be
     *     read any more
     */
    public float[] rows(String name, long firstRow, int rows) {
        TensorInfo tensor = require(name);
        Objects.checkFromIndexSize(firstRow, rows, tensor.rows());
        return TensorData.rows(path, tensor, firstRow, rows);
    }

    /**
     * Writes a tensor's bytes to {@code out}, as they are in the file; closing it is left to the caller.
     *
     * @throws LabDefinitionException if the tensor is absent, or the file cannot be read any more
     * @throws IOException if {@code out} cannot be written
     */
    public void copy(String name, OutputStream out) throws IOException {
        TensorInfo tensor = require(name);
        TensorData.copy(path, tensor.position(), tensor.bytes(), out);
    }

    private TensorInfo require(String name) {
        return tensor(name).orElseThrow(() -> new LabDefinitionException(path + ": there is no tensor " + name));
    }

    GgufHeader header() {
        return header;
    }
}
