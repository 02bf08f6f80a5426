package org.adaptationlab.model.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes the quantisation of activations out of an ONNX model that ONNX Runtime has quantised dynamically: {@code MatMulInteger}
 * of quantised activations and 8-bit weights becomes {@code MatMul} of the activations as they are and the same weights. The
 * scales that follow stay, and that of the activations becomes 1. Tensors may get other values. Field numbers are those of onnx.proto.
 */
final class FloatActivations {

    private static final int GRAPH_VALUE_INFO = 13;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_TYPE = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_INT = 3;
    private static final int ATTRIBUTE_TENSOR = 5;
    private static final int ATTRIBUTE_TYPE = 20;
    private static final String ZERO_POINT = "_zero_point";
    private static final int TYPE_INT = 2;
    private static final int TYPE_TENSOR = 4;

    private final ProtoMessage graph = new ProtoMessage();

    private final Map<String, float[]> values;

    private FloatActivations(Map<String, float[]> values) {
        this.values = values;
    }

    /**
     * The model without it.
     *
     * @throws IllegalArgumentException where it is no ONNX model
     */
    static byte[] in(byte[] model) {
        return in(model, Map.of());
    }

    /**
     * The model without it, and with other values in some of its tensors.
     *
     * @param values by the name of the tensor; where that is a factor of a product, the product's other factors are for the
     *     caller to change
     * @throws IllegalArgumentException where it is no ONNX model
     */
    static byte[] in(byte[] model, Map<String, float[]> values) {
        ProtoMessage changed = new ProtoMessage();
        ProtoMessage.read(ByteBuffer.wrap(model), field -> {
            if (field.number() == OnnxTensors.GRAPH) {
                changed.bytes(OnnxTensors.GRAPH, new FloatActivations(values).changed(field.value()));
            } else {
                changed.copy(field);
            }
        });
        return changed.toBytes();
    }

    /** Without the types of values in between, which would no longer be true and need not be there. */
    private byte[] changed(ByteBuffer old) {
        ProtoMessage.read(old, field -> {
            if (field.number() == OnnxTensors.GRAPH_NODE) {
                node(field);
            } else if (field.number() == OnnxTensors.GRAPH_INITIALIZER) {
                initializer(field);
            } else if (field.number() != GRAPH_VALUE_INFO) {
                graph.copy(field);
            }
        });
        return graph.toBytes();
    }

    private void node(ProtoMessage.Field field) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<String> type = new ArrayList<>();
        ProtoMessage.read(field.value(), part -> {
            switch (part.number()) {
                case OnnxTensors.NODE_INPUT -> inputs.add(part.text());
                case NODE_OUTPUT -> outputs.add(part.text());
                case NODE_TYPE -> type.add(part.text());
                default -> {} // a node that is replaced has nothing else that counts
            }
        });
        if (type.contains("DynamicQuantizeLinear")) {
            add("Identity", List.of(inputs.get(0)), outputs.get(0), node -> {});
            add("Constant", List.of(), outputs.get(1), node -> node.bytes(NODE_ATTRIBUTE, one()));
        } else if (type.contains("MatMulInteger")) {
            String product = outputs.get(0);
            if (values.containsKey(inputs.get(1))) {
                add("MatMul", List.of(inputs.get(0), inputs.get(1)), product, node -> {});
                return;
            }
            String weights = toFloat(inputs.get(1), product + "_weights");
            String zeroPoint = toFloat(inputs.get(3), product + "_zero_point");
            add("Sub", List.of(weights, zeroPoint), product + "_centred", node -> {});
            add("MatMul", List.of(inputs.get(0), product + "_centred"), product, node -> {});
        } else {
            graph.copy(field);
        }
    }

    private void initializer(ProtoMessage.Field field) {
        String name = OnnxTensors.nameOf(field.value());
        float[] changed = values.get(name);
        if (name.endsWith(ZERO_POINT) && values.containsKey(name.replace(ZERO_POINT, "_quantized"))) {
            return; // nothing asks for it any more
        }
        if (changed == null) {
            graph.copy(field);
            return;
        }
        ProtoMessage tensor = new ProtoMessage();
        ProtoMessage.read(field.value(), part -> {
            if (part.number() == OnnxTensors.TENSOR_DIMS) {
                tensor.copy(part);
            }
        });
        tensor.number(OnnxTensors.TENSOR_DATA_TYPE, OnnxTensors.FLOAT)
                .text(OnnxTensors.TENSOR_NAME, name)
                .bytes(OnnxTensors.TENSOR_RAW_DATA, littleEndian(changed));
        graph.bytes(OnnxTensors.GRAPH_INITIALIZER, tensor.toBytes());
    }

    private static byte[] littleEndian(float... floats) {
        ByteBuffer bytes = ByteBuffer.allocate(floats.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(floats);
        return bytes.array();
    }

    private String toFloat(String value, String name) {
        byte[] to = new ProtoMessage()
                .text(ATTRIBUTE_NAME, "to")
                .number(ATTRIBUTE_INT, OnnxTensors.FLOAT)
                .number(ATTRIBUTE_TYPE, TYPE_INT)
                .toBytes();
        add("Cast", List.of(value), name, node -> node.bytes(NODE_ATTRIBUTE, to));
        return name;
    }

    private static byte[] one() {
        byte[] tensor = new ProtoMessage()
                .number(OnnxTensors.TENSOR_DATA_TYPE, OnnxTensors.FLOAT)
                .bytes(OnnxTensors.TENSOR_RAW_DATA, littleEndian(1))
                .toBytes();
        return new ProtoMessage()
                .text(ATTRIBUTE_NAME, "value")
                .bytes(ATTRIBUTE_TENSOR, tensor)
                .number(ATTRIBUTE_TYPE, TYPE_TENSOR)
                .toBytes();
    }

    private void add(String type, List<String> inputs, String output, Consumer<ProtoMessage> attributes) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(input -> node.text(OnnxTensors.NODE_INPUT, input));
        node.text(NODE_OUTPUT, output).text(NODE_TYPE, type);
        attributes.accept(node);
        graph.bytes(OnnxTensors.GRAPH_NODE, node.toBytes());
    }
}
