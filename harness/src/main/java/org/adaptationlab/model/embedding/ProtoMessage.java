package org.adaptationlab.model.embedding;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * So much of the wire format of protocol buffers as it takes to copy a message with other fields in it
 * (protobuf.dev/programming-guides/encoding).
 */
final class ProtoMessage {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int TYPE_BITS = 3;
    private static final int TYPE_MASK = 7;
    private static final int MORE = 0x80;
    private static final int SEVEN_BITS = 0x7f;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /**
     * A field as it stands in a message.
     *
     * @param bytes key and value
     * @param value of a text, a message or bytes; empty where it is a number
     */
    record Field(int number, ByteBuffer bytes, ByteBuffer value) {

        String text() {
            return StandardCharsets.UTF_8.decode(value.duplicate()).toString();
        }

        /** Of a whole number. */
        long whole() {
            ByteBuffer in = bytes.duplicate();
            varint(in);
            return varint(in);
        }
    }

    /**
     * Hands on each field in its order.
     *
     * @throws IllegalArgumentException where it is no such message
     */
    static void read(ByteBuffer message, Consumer<Field> fields) {
        ByteBuffer in = message.duplicate();
        while (in.hasRemaining()) {
            int start = in.position();
            long key = varint(in);
            ByteBuffer value = switch ((int) key & TYPE_MASK) {
                case VARINT -> {
                    varint(in);
                    yield in.slice(start, 0);
                }
                case FIXED64 -> skip(in, Long.BYTES);
                case BYTES -> take(in, (int) varint(in));
                case FIXED32 -> skip(in, Integer.BYTES);
                default -> throw new IllegalArgumentException("wire type " + (key & TYPE_MASK));
            };
            fields.accept(new Field((int) (key >>> TYPE_BITS), in.slice(start, in.position() - start), value));
        }
    }

    /** Whole numbers that stand one after the other, as floats. */
    static float[] packed(ByteBuffer numbers) {
        ByteBuffer in = numbers.duplicate();
        float[] values = new float[in.remaining()];
        int count = 0;
        while (in.hasRemaining()) {
            values[count++] = varint(in);
        }
        return Arrays.copyOf(values, count);
    }

    private static ByteBuffer skip(ByteBuffer in, int bytes) {
        return take(in, bytes).limit(0);
    }

    private static ByteBuffer take(ByteBuffer in, int bytes) {
        if (bytes < 0 || bytes > in.remaining()) {
            throw new IllegalArgumentException("a field of " + bytes + " bytes where " + in.remaining() + " are left");
        }
        ByteBuffer value = in.slice(in.position(), bytes);
        in.position(in.position() + bytes);
        return value;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (long) (next & SEVEN_BITS) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without an end");
    }

    /** Adds a field as it was read. */
    void copy(Field field) {
        byte[] bytes = new byte[field.bytes.remaining()];
        field.bytes.duplicate().get(bytes);
        out.writeBytes(bytes);
    }

    ProtoMessage number(int field, long value) {
        writeVarint(((long) field << TYPE_BITS) | VARINT);
        writeVarint(value);
        return this;
    }

    ProtoMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoMessage bytes(int field, byte[] value) {
        writeVarint(((long) field << TYPE_BITS) | BYTES);
        writeVarint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void writeVarint(long value) {
        long left = value;
        while ((left & ~SEVEN_BITS) != 0) {
            out.write((int) (left & SEVEN_BITS) | MORE);
            left >>>= 7;
        }
        out.write((int) left);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
