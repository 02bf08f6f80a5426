package org.adaptationlab.gguf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.problem.LabDefinitionException;

/** Reads the table of tensors of a safetensors file: its length in 8 bytes, then JSON, then nothing but numbers. */
final class SafetensorsHeader {

    /** An adapter's is far below 1 MB; the bound keeps a hostile one from taking our memory. */
    private static final int MAX_BYTES = 1 << 22;

    private static final int MAX_DIMENSIONS = 4;
    private static final String METADATA = "__metadata__";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final long fileBytes;

    SafetensorsHeader(Path file, long fileBytes) {
        this.file = file;
        this.fileBytes = fileBytes;
    }

    /** A tensor and the bytes it has, counted from the first behind the header. */
    private record Entry(TensorInfo tensor, long begin, long end) {}

    Map<String, TensorInfo> read(FileChannel channel) throws IOException {
        byte[] text = bytes(channel, Long.BYTES, length(channel));
        List<Entry> entries = new ArrayList<>();
        JsonNode header = parsed(text);
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals(METADATA)) {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        }
        long dataStart = Long.BYTES + (long) text.length;
        requireGapless(entries, fileBytes - dataStart);
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        for (Entry entry : entries) {
            TensorInfo tensor = entry.tensor;
            tensors.put(
                    tensor.name(),
                    new TensorInfo(tensor.name(), tensor.type(), tensor.shape(), dataStart + entry.begin));
        }
        return tensors;
    }

    private int length(FileChannel channel) throws IOException {
        if (fileBytes < Long.BYTES) {
            throw broken("it has " + fileBytes + " bytes, too few for the length of a header");
        }
        long length = ByteBuffer.wrap(bytes(channel, 0, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 0 || length > MAX_BYTES) {
            throw broken("its header has " + Long.toUnsignedString(length) + " bytes, at most " + MAX_BYTES
                    + " are allowed");
        }
        if (length > fileBytes - Long.BYTES) {
            throw broken("it ends within its header (it is cut short?)");
        }
        return (int) length;
    }

    private byte[] bytes(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw broken("it became shorter while it was read");
            }
        }
        return bytes.array();
    }

    private JsonNode parsed(byte[] text) throws IOException {
        try {
            JsonNode header = JSON.readTree(text);
            if (header.isObject()) {
                return header;
            }
        } catch (JsonProcessingException e) {
            throw broken("its header is no JSON (" + e.getOriginalMessage() + ")");
        }
        throw broken("its header is no JSON object");
    }

    private Entry entry(String name, JsonNode value) {
        JsonNode shape = value.path("shape");
        JsonNode offsets = value.path("data_offsets");
        if (!value.path("dtype").isTextual() || !shape.isArray() || !offsets.isArray() || offsets.size() != 2) {
            throw broken("tensor " + name + " lacks its dtype, shape or two data_offsets");
        }
        long begin = whole(name, offsets.get(0));
        long end = whole(name, offsets.get(1));
        TensorInfo tensor = new TensorInfo(name, type(name, value.path("dtype").asText()), shape(name, shape), 0);
        if (begin > end || end - begin != tensor.bytes()) {
            throw broken("tensor " + name + " of type " + tensor.type() + " and shape " + shape + " needs "
                    + tensor.bytes() + " bytes, its data_offsets are " + begin + " and " + end);
        }
        return new Entry(tensor, begin, end);
    }

    private TensorType type(String name, String dtype) {
        return switch (dtype) {
            case "F32" -> TensorType.F32;
            case "F16" -> TensorType.F16;
            case "BF16" -> TensorType.BF16;
            default ->
                throw new LabDefinitionException(file + ": tensor " + name + " is stored as " + dtype
                        + "; F32, F16 and BF16 can be read: save the file in one of them");
        };
    }

    /** In GGUF order: the dimension that runs fastest, which is the last one here, comes first. */
    private List<Long> shape(String name, JsonNode sizes) {
        if (sizes.isEmpty() || sizes.size() > MAX_DIMENSIONS) {
            throw broken(
                    "tensor " + name + " has " + sizes.size() + " dimensions, 1 to " + MAX_DIMENSIONS + " are allowed");
        }
        List<Long> shape = new ArrayList<>();
        long values = 1;
        for (JsonNode size : sizes) {
            long count = whole(name, size);
            if (count == 0) {
                throw new LabDefinitionException(file + ": tensor " + name
                        + " has a dimension of 0: the weights lay in parts with several processes and were not gathered,"
                        + " as when DeepSpeed ZeRO-3 saves without gathering; " + ForeignAdapter.GATHER);
            }
            if (count < 0 || count > Long.MAX_VALUE / Double.BYTES / values) {
                throw broken("tensor " + name + " has a dimension of " + count);
            }
            values *= count;
            shape.add(count);
        }
        Collections.reverse(shape);
        return shape;
    }

    private long whole(String name, JsonNode number) {
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
            throw broken("tensor " + name + " has a size or offset that is no whole number from 0");
        }
        return number.asLong();
    }

    /** Every byte belongs to exactly one tensor, as the format asks for: there is room for nothing hidden. */
    private void requireGapless(List<Entry> entries, long dataBytes) {
        long end = 0;
        for (Entry entry :
                entries.stream().sorted(Comparator.comparingLong(Entry::begin)).toList()) {
            String name = entry.tensor.name();
            if (entry.begin != end) {
                throw broken(
                        entry.begin < end
                                ? "tensor " + name + " overlaps another"
                                : "the bytes before tensor " + name + " belong to none");
            }
            end = entry.end;
            if (end > dataBytes) {
                throw broken("tensor " + name + " reaches beyond the end of the file (it is cut short?)");
            }
        }
        if (end != dataBytes) {
            throw broken("its last " + (dataBytes - end) + " bytes belong to no tensor");
        }
    }

    private LabDefinitionException broken(String found) {
        return new LabDefinitionException(
                file + ": not a sound safetensors file: " + found + "; copy or save the file again");
    }
}
