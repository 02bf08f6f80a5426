package org.adaptationlab.gguf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.adaptationlab.file.AtomicFile;

/**
 * Puts together a GGUF file of version 3. The same calls in the same order give the same bytes. Not thread-safe.
 */
public final class GgufWriter {

    private static final int TYPE_U32 = 4;
    private static final int TYPE_I32 = 5;
    private static final int TYPE_F32 = 6;
    private static final int TYPE_TEXT = 8;
    private static final int TYPE_ARRAY = 9;

    private final List<byte[]> metadata = new ArrayList<>();
    private final List<Tensor> tensors = new ArrayList<>();

    /** The data are asked for when the file is written, one tensor after the other, so that not all are in memory. */
    private record Tensor(TensorInfo info, Supplier<byte[]> data) {}

    /** Adds a text. */
    public GgufWriter text(String key, String value) {
        return entry(key, TYPE_TEXT, bytes(value));
    }

    /** Adds an unsigned 32-bit integer. */
    public GgufWriter u32(String key, int value) {
        return entry(key, TYPE_U32, little(Integer.BYTES).putInt(value).array());
    }

    /** Adds a 32-bit floating-point number. */
    public GgufWriter f32(String key, float value) {
        return entry(key, TYPE_F32, little(Float.BYTES).putFloat(value).array());
    }

    /** Adds an array of texts. */
    public GgufWriter texts(String key, List<String> values) {
        return array(key, TYPE_TEXT, values.stream().map(GgufWriter::bytes).toList());
    }

    /** Adds an array of signed 32-bit integers. */
    public GgufWriter i32s(String key, List<Integer> values) {
        return array(
                key,
                TYPE_I32,
                values.stream()
                        .map(value -> little(Integer.BYTES).putInt(value).array())
                        .toList());
    }

    /** Adds an F32 tensor; {@code shape} in GGUF order, the fastest-running dimension first. */
    public GgufWriter tensor(String name, float[] values, long... shape) {
        return tensor(name, () -> values, shape);
    }

    /** As {@link #tensor(String, float[], long...)}, with values that are asked for when the file is written. */
    public GgufWriter tensor(String name, Supplier<float[]> values, long... shape) {
        return add(name, TensorType.F32, () -> bytes(values.get()), shape);
    }

    /** Adds a tensor whose blocks are already encoded. */
    public GgufWriter tensor(String name, TensorType type, byte[] data, long... shape) {
        return add(name, type, () -> data, shape);
    }

    private GgufWriter add(String name, TensorType type, Supplier<byte[]> data, long... shape) {
        tensors.add(new Tensor(
                new TensorInfo(name, type, Arrays.stream(shape).boxed().toList(), 0), data));
        return this;
    }

    /** Writes the file; no reader sees half of it. */
    public void write(Path target) throws IOException {
        AtomicFile.write(target, this::writeTo);
    }

    private void writeTo(OutputStream out) throws IOException {
        long position = 0;
        position += put(
                out,
                little(24)
                        .putInt(GgufHeader.MAGIC)
                        .putInt(3)
                        .putLong(tensors.size())
                        .putLong(metadata.size())
                        .array());
        for (byte[] entry : metadata) {
            position += put(out, entry);
        }
        long offset = 0;
        for (Tensor tensor : tensors) {
            position += put(out, info(tensor.info, offset));
            offset = aligned(offset + tensor.info.bytes());
        }
        out.write(new byte[(int) (aligned(position) - position)]);
        for (Tensor tensor : tensors) {
            byte[] data = tensor.data.get();
            if (data.length != tensor.info.bytes()) {
                throw new IllegalArgumentException(tensor.info + " got " + data.length + " bytes");
            }
            out.write(data);
            out.write(new byte[(int) (aligned(data.length) - data.length)]);
        }
    }

    /** A tensor's entry in the table; {@code offset} counts from the first byte behind the header. */
    static byte[] info(TensorInfo tensor, long offset) {
        byte[] name = bytes(tensor.name());
        byte[] info = new byte[name.length + 4 + 8 * tensor.shape().size() + 4 + 8];
        ByteBuffer out = ByteBuffer.wrap(info)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name)
                .putInt(tensor.shape().size());
        tensor.shape().forEach(out::putLong);
        out.putInt(tensor.type().id()).putLong(offset);
        return info;
    }

    private static byte[] bytes(float[] values) {
        byte[] data = new byte[Math.multiplyExact(values.length, Float.BYTES)];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return data;
    }

    private GgufWriter array(String key, int type, List<byte[]> values) {
        int size = values.stream().mapToInt(value -> value.length).sum();
        byte[] all = new byte[Integer.BYTES + Long.BYTES + size];
        ByteBuffer out =
                ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(type).putLong(values.size());
        values.forEach(out::put);
        return entry(key, TYPE_ARRAY, all);
    }

    private GgufWriter entry(String key, int type, byte[] value) {
        byte[] name = bytes(key);
        metadata.add(little(name.length + Integer.BYTES + value.length)
                .put(name)
                .putInt(type)
                .put(value)
                .array());
        return this;
    }

    private static long put(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        return bytes.length;
    }

    private static byte[] bytes(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return little(Long.BYTES + utf8.length).putLong(utf8.length).put(utf8).array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long aligned(long position) {
        return GgufHeader.aligned(position, GgufHeader.DEFAULT_ALIGNMENT);
    }
}
