package org.adaptationlab.gguf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an adapter in the layout of PEFT. */
public final class PeftFolder {

    private static final String PREFIX = "base_model.model.model.layers.";
    private static final int PLACE_OF_MODULE = 6; // in a tensor's name

    private final ObjectNode config = JsonNodeFactory.instance
            .objectNode()
            .put("peft_type", "LORA")
            .put("bias", "none")
            .put("use_rslora", false);
    private final Map<String, Stored> tensors = new LinkedHashMap<>();

    private record Stored(String dtype, List<Integer> shape, byte[] data) {}

    public PeftFolder(int rank, double alpha) {
        config.put("r", rank).put("lora_alpha", alpha);
    }

    /** A folder with the same matrices as a GGUF adapter for a llama base; the rows of q and k go back. */
    public static PeftFolder of(AdapterFile adapter, int heads, int kvHeads) {
        PeftFolder folder = new PeftFolder(adapter.pairs().get(0).rank(), adapter.alpha());
        Map<String, String> names = Map.of(
                "attn_q", "self_attn.q_proj",
                "attn_k", "self_attn.k_proj",
                "attn_v", "self_attn.v_proj",
                "attn_output", "self_attn.o_proj",
                "ffn_gate", "mlp.gate_proj",
                "ffn_up", "mlp.up_proj",
                "ffn_down", "mlp.down_proj");
        for (LoraShape shape : adapter.pairs()) {
            List<String> parts = List.of(shape.module().split("\\.", -1));
            LoraPair pair = adapter.read(shape);
            float[] b = parts.get(2).equals("attn_q")
                    ? halves(pair, heads)
                    : parts.get(2).equals("attn_k") ? halves(pair, kvHeads) : pair.b();
            folder.pair(
                    Integer.parseInt(parts.get(1)),
                    names.getOrDefault(parts.get(2), "unknown"),
                    pair.rank(),
                    pair.a(),
                    b);
        }
        folder.config
                .putArray("target_modules")
                .addAll(folder.tensors.keySet().stream()
                        .map(name -> name.split("\\.", -1)[PLACE_OF_MODULE])
                        .distinct()
                        .map(JsonNodeFactory.instance::textNode)
                        .toList());
        return folder;
    }

    /** Each head's even rows first, then its odd ones: how Hugging Face has them. */
    private static float[] halves(LoraPair pair, int heads) {
        int rank = pair.rank();
        int size = pair.outputs() / heads;
        float[] moved = new float[pair.b().length];
        for (int row = 0; row < pair.outputs(); row++) {
            int within = row % size;
            int to = row - within + within % 2 * (size / 2) + within / 2;
            System.arraycopy(pair.b(), row * rank, moved, to * rank, rank);
        }
        return moved;
    }

    public PeftFolder set(String key, @Nullable Object value) {
        config.putPOJO(key, value);
        return this;
    }

    PeftFolder without(String tensor) {
        if (tensors.remove(PREFIX + tensor) == null) {
            throw new IllegalArgumentException(tensor + " is not among " + tensors.keySet());
        }
        return this;
    }

    public PeftFolder pair(int layer, String module, int rank, float[] a, float[] b) {
        String name = PREFIX + layer + "." + module;
        return tensor(name + ".lora_A.weight", rank, a.length / rank, a)
                .tensor(name + ".lora_B.weight", b.length / rank, rank, b);
    }

    PeftFolder tensor(String name, int rows, int columns, float... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        tensors.put(name, new Stored("F32", List.of(rows, columns), data.array()));
        return this;
    }

    /** A tensor of one dimension, as trainers with several processes leave it. */
    PeftFolder flat(String name, float... values) {
        tensor(name, 1, values.length, values);
        tensors.computeIfPresent(name, (key, stored) -> new Stored("F32", List.of(values.length), stored.data));
        return this;
    }

    /** As {@link #tensor}, cut to the upper halves of the floats. */
    PeftFolder brainFloats(String name, int rows, int columns, float... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            data.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
        }
        tensors.put(name, new Stored("BF16", List.of(rows, columns), data.array()));
        return this;
    }

    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("adapter_config.json"), config.toString());
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Map.Entry<String, Stored> entry : tensors.entrySet()) {
            Stored tensor = entry.getValue();
            ObjectNode info = header.putObject(entry.getKey()).put("dtype", tensor.dtype);
            ArrayNode shape = info.putArray("shape");
            tensor.shape.forEach(shape::add);
            info.putArray("data_offsets").add(data.size()).add(data.size() + tensor.data.length);
            data.writeBytes(tensor.data);
        }
        Files.write(folder.resolve("adapter_model.safetensors"), safetensors(header.toString(), data.toByteArray()));
        return folder;
    }

    /** A file of any header and data, sound or not. */
    static byte[] safetensors(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(data)
                .array();
    }
}
