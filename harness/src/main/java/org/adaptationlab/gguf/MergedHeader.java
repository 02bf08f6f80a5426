package org.adaptationlab.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What comes before the numbers of a merged model: the base's metadata as they are, and a table of the new tensors. */
record MergedHeader(GgufFile base, List<MergedTensor> tensors) {

    private static final String FILE_TYPE = "general.file_type";

    /** The key's values for a file that is mostly of a type: {@code llama_ftype} in llama.h. */
    private static final Map<TensorType, Integer> FILE_TYPES = Map.of(TensorType.F16, 1, TensorType.Q8_0, 7);

    /** Magic number, version, and two counts; the metadata follow. */
    private static final int START_BYTES = 24;

    /** The entry's name has its length before it, then come the type and the value. */
    private static final int U32_ENTRY_BYTES = Long.BYTES + Integer.BYTES + Integer.BYTES;

    MergedHeader {
        tensors = List.copyOf(tensors);
    }

    /** Its size, with the zeros up to the first tensor. */
    long bytes() {
        long table = tensors.stream()
                .mapToLong(tensor -> GgufWriter.info(tensor.written(), 0).length)
                .sum();
        return aligned(metadataEnd() + table);
    }

    void write(OutputStream out) throws IOException {
        out.write(metadata());
        long offset = 0;
        long position = metadataEnd();
        for (MergedTensor tensor : tensors) {
            byte[] info = GgufWriter.info(tensor.written(), offset);
            out.write(info);
            position += info.length;
            offset += aligned(tensor.written().bytes());
        }
        out.write(new byte[(int) (aligned(position) - position)]);
    }

    /** From the magic number on; the tensors are as many as the base's, so the counts are the same too. */
    private byte[] metadata() throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream(metadataEnd());
        TensorData.copy(base.path(), 0, metadataEnd(), copy);
        byte[] bytes = copy.toByteArray();
        GgufHeader.Place place = base.header().places().get(FILE_TYPE);
        Integer type = FILE_TYPES.get(mostly());
        if (type != null && place != null && place.end() - place.start() == FILE_TYPE.length() + U32_ENTRY_BYTES) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(place.end() - Integer.BYTES, type);
        }
        return bytes;
    }

    /** The type of most values, if it is one that tensors were rewritten in; else F32, which says nothing. */
    private TensorType mostly() {
        Map<TensorType, Long> values = new EnumMap<>(TensorType.class);
        tensors.forEach(tensor -> values.merge(tensor.type(), tensor.tensor().values(), Long::sum));
        TensorType most = values.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(TensorType.F32);
        boolean ours = tensors.stream().anyMatch(tensor -> tensor.rewritten() && tensor.type() == most);
        return ours ? most : TensorType.F32;
    }

    private int metadataEnd() {
        return base.header().places().values().stream()
                .mapToInt(GgufHeader.Place::end)
                .max()
                .orElse(START_BYTES);
    }

    private long aligned(long position) {
        return GgufHeader.aligned(position, base.header().alignment());
    }
}
