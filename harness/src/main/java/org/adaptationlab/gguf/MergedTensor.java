package org.adaptationlab.gguf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.adaptationlab.problem.LabDefinitionException;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a merged model: that of the base, with what an adapter adds, in the type it is written in. Works on some
 * rows at a time, so that memory does not grow with the model.
 *
 * @param tensor that of the base
 * @param type how it is written
 * @param adapter what is added, null for nothing
 * @param pair which part of the adapter, null for nothing
 */
record MergedTensor(
        TensorInfo tensor,
        TensorType type,
        @Nullable AdapterFile adapter,
        @Nullable LoraShape pair) {

    /** Values in memory at a time: 8 MB of floats. */
    private static final long PIECE_VALUES = 1 << 21;

    /** Whether it is not simply copied. */
    boolean rewritten() {
        return pair != null || type != tensor.type();
    }

    /** What it is in the merged file; the position is not known here. */
    TensorInfo written() {
        return new TensorInfo(tensor.name(), type, tensor.shape(), 0);
    }

    /**
     * Writes its bytes.
     *
     * @throws LabDefinitionException if the base or the adapter cannot be read, or a value is no finite number
     */
    void write(GgufFile base, OutputStream out) throws IOException {
        if (!rewritten()) {
            base.copy(tensor.name(), out);
            return;
        }
        LoraPair change = adapter == null || pair == null ? null : adapter.read(pair);
        float scale = adapter == null || pair == null ? 0 : (float) (adapter.alpha() / pair.rank());
        int rowsPerPiece = (int) Math.max(1, PIECE_VALUES / tensor.rowValues());
        for (long first = 0; first < tensor.rows(); first += rowsPerPiece) {
            int rows = (int) Math.min(rowsPerPiece, tensor.rows() - first);
            out.write(piece(base, first, rows, change, scale));
        }
    }

    private byte[] piece(GgufFile base, long first, int rows, @Nullable LoraPair change, float scale) {
        int width = (int) tensor.rowValues();
        int rowBytes = (int) written().rowBytes();
        float[] values = base.rows(tensor.name(), first, rows);
        ByteBuffer bytes = ByteBuffer.allocate(rows * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
        // A row is the same whichever thread computes it, so the bytes are too.
        IntStream.range(0, rows).parallel().forEach(row -> {
            if (change != null) {
                add(change, scale, (int) first + row, values, row * width);
            }
            encode(values, row * width, width, bytes, row * rowBytes);
        });
        requireFinite(base, values);
        return bytes.array();
    }

    /** Adds {@code scale · B[row] · A} to the values from {@code at} on. */
    private static void add(LoraPair change, float scale, int row, float[] values, int at) {
        float[] a = change.a();
        int width = change.inputs();
        for (int k = 0; k < change.rank(); k++) {
            float factor = scale * change.b()[row * change.rank() + k];
            int from = k * width;
            for (int i = 0; i < width; i++) {
                values[at + i] += factor * a[from + i];
            }
        }
    }

    /** Sequential, so that it always names the same value. */
    private void requireFinite(GgufFile base, float[] values) {
        float limit = switch (type) {
            case F16 -> HalfFloat.LARGEST;
            case Q8_0 -> HalfFloat.LARGEST * 127;
            default -> Float.MAX_VALUE;
        };
        for (float value : values) {
            if (!(Math.abs(value) <= limit)) {
                throw new LabDefinitionException(base.path() + ": tensor " + tensor.name() + " would hold " + value
                        + (pair == null ? "" : " with the adapter added") + "; as " + type
                        + " finite numbers up to " + limit + " can be written: "
                        + (pair == null
                                ? "fetch or make the file again"
                                : "give the base that the adapter was trained on, or train it again"));
            }
        }
    }

    private void encode(float[] values, int from, int width, ByteBuffer bytes, int at) {
        Quantizer quantizer = Quantizer.of(type).orElseThrow();
        for (int i = 0; i < width / type.blockValues(); i++) {
            quantizer.block(values, from + i * type.blockValues(), bytes, at + i * type.blockBytes());
        }
    }
}
