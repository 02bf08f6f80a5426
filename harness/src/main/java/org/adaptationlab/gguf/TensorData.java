package org.adaptationlab.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;

/** Reads the numbers of a tensor out of a file, memory-mapped in pieces. */
final class TensorData {

    private static final int MAPPED_BYTES = 1 << 28;

    private TensorData() {}

    /**
     * The numbers, dequantised, the first dimension running fastest.
     *
     * @throws LabDefinitionException if the tensor is too large for an array, of a type that cannot be read, or if the
     *     file cannot be read any more
     */
    static float[] read(Path file, TensorInfo tensor) {
        Dequantizer reader = Dequantizer.of(tensor.type())
                .orElseThrow(() -> new LabDefinitionException(file + ": tensor " + tensor.name() + " is of type "
                        + tensor.type()
                        + ", which cannot be read here; take F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0 or Q6_K"));
        if (tensor.values() > Integer.MAX_VALUE - Long.BYTES) {
            throw new LabDefinitionException(file + ": tensor " + tensor.name() + " has " + tensor.values()
                    + " values, more than can be read here");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel, tensor, reader);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static float[] read(FileChannel channel, TensorInfo tensor, Dequantizer reader) throws IOException {
        TensorType type = tensor.type();
        float[] values = new float[(int) tensor.values()];
        int blocks = values.length / type.blockValues();
        int perPiece = MAPPED_BYTES / type.blockBytes();
        for (int first = 0; first < blocks; first += perPiece) {
            int count = Math.min(perPiece, blocks - first);
            ByteBuffer piece = channel.map(
                            FileChannel.MapMode.READ_ONLY,
                            tensor.position() + (long) first * type.blockBytes(),
                            (long) count * type.blockBytes())
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                reader.block(piece, i * type.blockBytes(), values, (first + i) * type.blockValues());
            }
        }
        return values;
    }

    static LabDefinitionException unreadable(Path file, IOException cause) {
        return new LabDefinitionException(file + ": cannot be read: " + IoReason.of(cause), cause);
    }
}
