package org.adaptationlab.gguf;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;

/** Reads the numbers of a tensor, and its bytes, out of a file. */
final class TensorData {

    private static final int MAPPED_BYTES = 1 << 28;

    private static final int COPIED_BYTES = 1 << 20;

    private TensorData() {}

    /**
     * The numbers, dequantised, memory-mapped in pieces, the first dimension running fastest.
     *
     * @throws LabDefinitionException if the tensor is too large for an array, of a type that cannot be read, or if the
     *     file cannot be read any more
     */
    static float[] read(Path file, TensorInfo tensor) {
        Dequantizer reader = reader(file, tensor);
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

    /**
     * The numbers of some rows, dequantised, the first dimension running fastest. Nothing stays mapped, so a whole model
     * can be read in pieces.
     *
     * @param firstRow from 0
     * @throws LabDefinitionException if the tensor is of a type that cannot be read, or if the file cannot be read any
     *     more
     */
    static float[] rows(Path file, TensorInfo tensor, long firstRow, int rows) {
        Dequantizer reader = reader(file, tensor);
        TensorType type = tensor.type();
        long rowBytes = tensor.rowBytes();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(rows * rowBytes)).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            fill(bytes, channel, tensor.position() + firstRow * rowBytes);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        float[] values = new float[Math.toIntExact(rows * tensor.rowValues())];
        int blocks = values.length / type.blockValues();
        for (int i = 0; i < blocks; i++) {
            reader.block(bytes, i * type.blockBytes(), values, i * type.blockValues());
        }
        return values;
    }

    /**
     * Copies bytes of a file as they are.
     *
     * @throws LabDefinitionException if the file cannot be read any more
     * @throws IOException if {@code out} cannot be written
     */
    static void copy(Path file, long position, long count, OutputStream out) throws IOException {
        try (FileChannel channel = open(file)) {
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(count, COPIED_BYTES));
            for (long done = 0; done < count; done += piece.limit()) {
                piece.clear().limit((int) Math.min(piece.capacity(), count - done));
                try {
                    fill(piece, channel, position + done);
                } catch (IOException e) {
                    throw unreadable(file, e);
                }
                out.write(piece.array(), 0, piece.limit());
            }
        }
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void fill(ByteBuffer bytes, FileChannel channel, long position) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("it became shorter while it was read");
            }
        }
    }

    /**
     * How a tensor's numbers are read.
     *
     * @throws LabDefinitionException if they cannot be
     */
    static Dequantizer reader(Path file, TensorInfo tensor) {
        return Dequantizer.of(tensor.type())
                .orElseThrow(() -> new LabDefinitionException(file + ": tensor " + tensor.name() + " is of type "
                        + tensor.type() + ", which cannot be read here; can be read: " + TensorType.readableNames()));
    }

    static LabDefinitionException unreadable(Path file, IOException cause) {
        return new LabDefinitionException(file + ": cannot be read: " + IoReason.of(cause), cause);
    }
}
