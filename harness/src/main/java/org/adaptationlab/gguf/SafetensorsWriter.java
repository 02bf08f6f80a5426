package org.adaptationlab.gguf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.adaptationlab.file.AtomicFile;

/**
 * Puts together a safetensors file of F32 matrices, which lie in the order of their names. Not thread-safe.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
final class SafetensorsWriter {

    private final SortedMap<String, Matrix> matrices = new TreeMap<>();

    /** The values are asked for when the file is written, one matrix after the other, so that not all are in memory. */
    private record Matrix(int rows, int columns, Supplier<float[]> values) {
        long bytes() {
            return (long) rows * columns * Float.BYTES;
        }
    }

    /** Adds a matrix; the values of a row follow each other. */
    void add(String name, int rows, int columns, Supplier<float[]> values) {
        matrices.put(name, new Matrix(rows, columns, values));
    }

    /** Writes the file; no reader sees half of it. */
    void write(Path target) throws IOException {
        AtomicFile.write(target, this::writeTo);
    }

    private void writeTo(OutputStream out) throws IOException {
        byte[] header = header();
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        for (Map.Entry<String, Matrix> entry : matrices.entrySet()) {
            float[] values = entry.getValue().values.get();
            ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            data.asFloatBuffer().put(values);
            if (data.capacity() != entry.getValue().bytes()) {
                throw new IllegalArgumentException(entry.getKey() + " got " + values.length + " values");
            }
            out.write(data.array());
        }
    }

    /** With blanks at its end, so that the numbers begin at a multiple of 8, as the reference writer has them. */
    private byte[] header() {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Map.Entry<String, Matrix> entry : matrices.entrySet()) {
            Matrix matrix = entry.getValue();
            ObjectNode info = header.putObject(entry.getKey()).put("dtype", "F32");
            info.putArray("shape").add(matrix.rows).add(matrix.columns);
            info.putArray("data_offsets").add(offset).add(offset + matrix.bytes());
            offset += matrix.bytes();
        }
        String json = header.toString();
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return (json + " ".repeat((int) (GgufHeader.aligned(length, Long.BYTES) - length)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
