package org.adaptationlab.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.problem.LabDefinitionException;

/** Reads the primitive values of a GGUF header and refuses what a broken or hostile file may claim. Not thread-safe. */
final class HeaderReader {

    private static final int MAX_DEPTH = 4;
    private static final int MAX_ELEMENTS = 1 << 22;
    private static final int MAX_TEXT_BYTES = 1 << 24;

    private final Path file;
    private final ByteBuffer bytes;
    private int elementsLeft = MAX_ELEMENTS;

    HeaderReader(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    int u32(String what) {
        need(Integer.BYTES, what);
        return bytes.getInt();
    }

    long u64(String what) {
        need(Long.BYTES, what);
        return bytes.getLong();
    }

    /** A count of things that take at least {@code leastBytes} each, so that no more can be there than the file holds. */
    int count(String what, int leastBytes) {
        long count = u64(what);
        if (count < 0 || count > bytes.remaining() / leastBytes) {
            throw broken(what + " is " + Long.toUnsignedString(count) + ", more than the file has room for");
        }
        return (int) count;
    }

    String text(String what) {
        int length = count("the length of " + what, 1);
        if (length > MAX_TEXT_BYTES) {
            throw broken(what + " is a text of " + length + " bytes, at most " + MAX_TEXT_BYTES + " are allowed");
        }
        byte[] utf8 = new byte[length];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    MetadataValue value(String key) {
        return value(u32("the type of " + key), key, 0);
    }

    private MetadataValue value(int type, String key, int depth) {
        return switch (type) {
            case 0 -> new MetadataValue.Whole(Byte.toUnsignedInt(u8(key)));
            case 1 -> new MetadataValue.Whole(u8(key));
            case 2 -> new MetadataValue.Whole(Short.toUnsignedInt(u16(key)));
            case 3 -> new MetadataValue.Whole(u16(key));
            case 4 -> new MetadataValue.Whole(Integer.toUnsignedLong(u32(key)));
            case 5 -> new MetadataValue.Whole(u32(key));
            case 6 -> new MetadataValue.Real(Float.intBitsToFloat(u32(key)));
            case 7 -> new MetadataValue.Flag(u8(key) != 0);
            case 8 -> new MetadataValue.Text(text(key));
            case 9 -> items(key, depth + 1);
            case 10, 11 -> new MetadataValue.Whole(u64(key));
            case 12 -> new MetadataValue.Real(Double.longBitsToDouble(u64(key)));
            default -> throw broken("metadata " + key + " has the unknown type " + Integer.toUnsignedString(type));
        };
    }

    private MetadataValue items(String key, int depth) {
        if (depth > MAX_DEPTH) {
            throw broken("metadata " + key + " is nested more than " + MAX_DEPTH + " deep");
        }
        int type = u32("the element type of " + key);
        int count = count("the length of " + key, leastBytes(type));
        elementsLeft -= count;
        if (elementsLeft < 0) {
            throw broken("metadata up to " + key + " has more than " + MAX_ELEMENTS + " array elements");
        }
        List<MetadataValue> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(value(type, key, depth));
        }
        return new MetadataValue.Items(values);
    }

    private static int leastBytes(int type) {
        return switch (type) {
            case 2, 3 -> Short.BYTES;
            case 4, 5, 6 -> Integer.BYTES;
            case 8, 10, 11, 12 -> Long.BYTES;
            case 9 -> Integer.BYTES + Long.BYTES;
            default -> 1;
        };
    }

    private byte u8(String what) {
        need(Byte.BYTES, what);
        return bytes.get();
    }

    private short u16(String what) {
        need(Short.BYTES, what);
        return bytes.getShort();
    }

    private void need(int count, String what) {
        if (bytes.remaining() < count) {
            throw broken("it ends within " + what);
        }
    }

    LabDefinitionException broken(String found) {
        return broken(file, found);
    }

    static LabDefinitionException broken(Path file, String found) {
        return new LabDefinitionException(
                file + ": not a sound GGUF file: " + found + "; fetch or make the file again");
    }
}
