package org.adaptationlab.gguf;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What comes before the numbers of a GGUF file: metadata and the table of tensors, in the order of the file.
 *
 * @param version of the format, 2 or 3
 * @param alignment a tensor's first byte is a multiple of it, counted from the first byte behind the header
 * @param places where the bytes of each metadata entry are, its name included
 */
record GgufHeader(
        int version,
        long alignment,
        Map<String, MetadataValue> metadata,
        Map<String, Place> places,
        Map<String, TensorInfo> tensors) {

    /**
     * Bytes of a file.
     *
     * @param start the first
     * @param end the one after the last
     */
    record Place(int start, int end) {}

    static final int MAGIC = 0x46554747;
    static final String ALIGNMENT_KEY = "general.alignment";
    static final int DEFAULT_ALIGNMENT = 32;

    private static final int MAX_ALIGNMENT = 1 << 20;
    private static final int MAX_DIMENSIONS = 4;
    private static final int LEAST_METADATA_BYTES = 13;
    private static final int LEAST_TENSOR_BYTES = 32;

    /** Parses {@code bytes}, the start of a file of {@code fileBytes}. */
    static GgufHeader parse(Path file, ByteBuffer bytes, long fileBytes) {
        HeaderReader in = new HeaderReader(file, bytes);
        if (in.u32("the magic number") != MAGIC) {
            throw in.broken("it does not begin with \"GGUF\"");
        }
        int version = in.u32("the version");
        if (version != 2 && version != 3) {
            throw in.broken("its version is " + Integer.toUnsignedString(version) + ", 2 and 3 can be read");
        }
        int tensorCount = in.count("the number of tensors", LEAST_TENSOR_BYTES);
        int metadataCount = in.count("the number of metadata entries", LEAST_METADATA_BYTES);
        Map<String, MetadataValue> metadata = new LinkedHashMap<>();
        Map<String, Place> places = new LinkedHashMap<>();
        for (int i = 0; i < metadataCount; i++) {
            int start = in.position();
            String key = in.text("a metadata key");
            if (metadata.put(key, in.value(key)) != null) {
                throw in.broken("metadata " + key + " is there twice");
            }
            places.put(key, new Place(start, in.position()));
        }
        long alignment = alignment(in, metadata);
        Map<String, TensorInfo> tensors = tensors(in, tensorCount, alignment, fileBytes);
        return new GgufHeader(version, alignment, metadata, places, tensors);
    }

    private static long alignment(HeaderReader in, Map<String, MetadataValue> metadata) {
        MetadataValue value = metadata.getOrDefault(ALIGNMENT_KEY, new MetadataValue.Whole(DEFAULT_ALIGNMENT));
        if (value instanceof MetadataValue.Whole whole
                && whole.value() > 0
                && whole.value() <= MAX_ALIGNMENT
                && Long.bitCount(whole.value()) == 1) {
            return whole.value();
        }
        throw in.broken(ALIGNMENT_KEY + " is " + value + ", a power of two up to " + MAX_ALIGNMENT + " is allowed");
    }

    private static Map<String, TensorInfo> tensors(HeaderReader in, int count, long alignment, long fileBytes) {
        List<TensorInfo> relative = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            relative.add(tensor(in));
        }
        long dataStart = aligned(in.position(), alignment);
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        for (TensorInfo tensor : relative) {
            long offset = tensor.position();
            if (offset < 0 || offset % alignment != 0) {
                throw in.broken(
                        "tensor " + tensor.name() + " lies at the impossible offset " + Long.toUnsignedString(offset));
            }
            if (offset > fileBytes - dataStart || tensor.bytes() > fileBytes - dataStart - offset) {
                throw in.broken("tensor " + tensor.name() + " reaches beyond the end of the file (it is cut short?)");
            }
            TensorInfo placed = new TensorInfo(tensor.name(), tensor.type(), tensor.shape(), dataStart + offset);
            if (tensors.put(tensor.name(), placed) != null) {
                throw in.broken("tensor " + tensor.name() + " is there twice");
            }
        }
        return tensors;
    }

    private static TensorInfo tensor(HeaderReader in) {
        String name = in.text("a tensor name");
        int dimensions = in.u32("the dimensions of " + name);
        if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            throw in.broken("tensor " + name + " has " + Integer.toUnsignedString(dimensions) + " dimensions, 1 to "
                    + MAX_DIMENSIONS + " are allowed");
        }
        List<Long> shape = new ArrayList<>();
        long values = 1;
        for (int i = 0; i < dimensions; i++) {
            long size = in.u64("the shape of " + name);
            if (size < 1 || size > Long.MAX_VALUE / Double.BYTES / values) {
                throw in.broken("tensor " + name + " has a dimension of " + Long.toUnsignedString(size));
            }
            values *= size;
            shape.add(size);
        }
        int id = in.u32("the type of " + name);
        TensorType type = TensorType.ofId(id)
                .orElseThrow(
                        () -> in.broken("tensor " + name + " has the unknown type " + Integer.toUnsignedString(id)));
        if (shape.get(0) % type.blockValues() != 0) {
            throw in.broken("tensor " + name + " of type " + type + " has rows of " + shape.get(0) + " values, not of "
                    + "whole blocks of " + type.blockValues());
        }
        return new TensorInfo(name, type, shape, in.u64("the offset of " + name));
    }

    /** The next multiple of {@code alignment}, or {@code position} where it is one. */
    static long aligned(long position, long alignment) {
        return (position + alignment - 1) / alignment * alignment;
    }
}
