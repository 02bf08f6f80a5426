package org.adaptationlab.gguf;

import java.util.List;

/** A value of GGUF metadata; the widths of numbers are not kept. */
public sealed interface MetadataValue {

    /** A string. */
    record Text(String value) implements MetadataValue {}

    /** An integer of any width; an unsigned 64-bit value beyond {@code Long.MAX_VALUE} reads as negative. */
    record Whole(long value) implements MetadataValue {}

    /** A 32- or 64-bit floating-point number. */
    record Real(double value) implements MetadataValue {}

    /** A truth value. */
    record Flag(boolean value) implements MetadataValue {}

    /** An array. */
    record Items(List<MetadataValue> values) implements MetadataValue {

        public Items {
            values = List.copyOf(values);
        }
    }
}
