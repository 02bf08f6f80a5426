package org.adaptationlab.dataset.source;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/**
 * Writes the values of a Parquet row as JSON. How lists and maps are laid out is told in Parquet's LogicalTypes.md; its
 * rules for files of old writers are kept for lists.
 */
final class ParquetValues {

    private static final long JULIAN_DAY_OF_1970 = 2_440_588;

    private ParquetValues() {}

    /** A row or a part of one as an object; what is null is left out. */
    static void write(Group group, JsonGenerator out) throws IOException {
        GroupType type = group.getType();
        out.writeStartObject();
        for (int field = 0; field < type.getFieldCount(); field++) {
            int count = group.getFieldRepetitionCount(field);
            Type of = type.getType(field);
            if (of.isRepetition(Type.Repetition.REPEATED)) {
                out.writeArrayFieldStart(of.getName());
                for (int i = 0; i < count; i++) {
                    writeValue(group, field, i, out);
                }
                out.writeEndArray();
            } else if (count > 0) {
                out.writeFieldName(of.getName());
                writeValue(group, field, 0, out);
            }
        }
        out.writeEndObject();
    }

    private static void writeValue(Group group, int field, int i, JsonGenerator out) throws IOException {
        Type type = group.getType().getType(field);
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        if (type.isPrimitive()) {
            writePrimitive(group, field, i, out);
        } else if (annotation instanceof ListLogicalTypeAnnotation) {
            writeList(group.getGroup(field, i), out);
        } else if (annotation instanceof MapLogicalTypeAnnotation) {
            writeMap(group.getGroup(field, i), out);
        } else {
            write(group.getGroup(field, i), out);
        }
    }

    /** A group with one repeated field: a wrapper of one field around each item, or the items themselves. */
    private static void writeList(Group list, JsonGenerator out) throws IOException {
        Type repeated = list.getType().getType(0);
        boolean isWrapped = !repeated.isPrimitive()
                && repeated.asGroupType().getFieldCount() == 1
                && !repeated.getName().equals("array")
                && !repeated.getName().endsWith("_tuple");
        out.writeStartArray();
        for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
            if (!isWrapped) {
                writeValue(list, 0, i, out);
            } else if (list.getGroup(0, i).getFieldRepetitionCount(0) > 0) {
                writeValue(list.getGroup(0, i), 0, 0, out);
            } else {
                out.writeNull();
            }
        }
        out.writeEndArray();
    }

    private static void writeMap(Group map, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
            Group entry = map.getGroup(0, i);
            out.writeFieldName(entry.getValueToString(0, 0));
            if (entry.getType().getFieldCount() > 1 && entry.getFieldRepetitionCount(1) > 0) {
                writeValue(entry, 1, 0, out);
            } else {
                out.writeNull();
            }
        }
        out.writeEndObject();
    }

    private static void writePrimitive(Group group, int field, int i, JsonGenerator out) throws IOException {
        LogicalTypeAnnotation annotation = group.getType().getType(field).getLogicalTypeAnnotation();
        switch (group.getType().getType(field).asPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> out.writeBoolean(group.getBoolean(field, i));
            case INT32 -> writeWhole(group.getInteger(field, i), annotation, out);
            case INT64 -> writeWhole(group.getLong(field, i), annotation, out);
            case FLOAT -> writeReal(group.getFloat(field, i), Float.toString(group.getFloat(field, i)), out);
            case DOUBLE -> writeReal(group.getDouble(field, i), Double.toString(group.getDouble(field, i)), out);
            case BINARY, FIXED_LEN_BYTE_ARRAY -> writeBytes(group.getBinary(field, i), annotation, out);
            case INT96 -> out.writeString(local(oldInstant(group.getInt96(field, i))));
        }
    }

    private static void writeWhole(long value, LogicalTypeAnnotation annotation, JsonGenerator out) throws IOException {
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            out.writeNumber(BigDecimal.valueOf(value, decimal.getScale()).toPlainString());
        } else if (annotation instanceof DateLogicalTypeAnnotation) {
            out.writeString(LocalDate.ofEpochDay(value).toString());
        } else if (annotation instanceof TimestampLogicalTypeAnnotation timestamp) {
            Instant instant = instant(value, timestamp);
            out.writeString(timestamp.isAdjustedToUTC() ? instant.toString() : local(instant));
        } else {
            out.writeNumber(value);
        }
    }

    private static Instant instant(long value, TimestampLogicalTypeAnnotation timestamp) {
        return switch (timestamp.getUnit()) {
            case MILLIS -> Instant.ofEpochMilli(value);
            case MICROS -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
            case NANOS -> Instant.EPOCH.plusNanos(value);
        };
    }

    /** A time of which the file does not say where it holds. */
    private static String local(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    /** Nanoseconds of the day and the Julian day, as old writers have them. */
    private static Instant oldInstant(Binary value) {
        ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long nanoseconds = bytes.getLong();
        long day = bytes.getInt() - JULIAN_DAY_OF_1970;
        return Instant.EPOCH.plus(day, ChronoUnit.DAYS).plusNanos(nanoseconds);
    }

    /** Data frames write a missing number as one that is none. */
    private static void writeReal(double value, String written, JsonGenerator out) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(written);
        } else {
            out.writeNull();
        }
    }

    private static void writeBytes(Binary value, LogicalTypeAnnotation annotation, JsonGenerator out)
            throws IOException {
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            out.writeNumber(new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()).toPlainString());
        } else {
            out.writeString(text(value));
        }
    }

    /** Old writers do not say that bytes are a text. */
    private static String text(Binary value) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("a column holds bytes that are no UTF-8 text, such as a picture; leave it out", e);
        }
    }
}
