package org.adaptationlab.model.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The constant tensors of an ONNX model, by name. Field numbers are those of onnx.proto. */
final class OnnxTensors {

    static final int GRAPH = 7;
    static final int GRAPH_NODE = 1;
    static final int NODE_INPUT = 1;
    static final int GRAPH_INITIALIZER = 5;
    static final int TENSOR_DIMS = 1;
    static final int TENSOR_DATA_TYPE = 2;
    static final int TENSOR_NAME = 8;
    static final int TENSOR_RAW_DATA = 9;
    static final int FLOAT = 1;

    private static final int TENSOR_FLOATS = 4;
    private static final int TENSOR_INTEGERS = 5;
    private static final int UNSIGNED_BYTE = 2;

    private final Map<String, Tensor> tensors = new HashMap<>();

    /** A tensor as it stands in the file; one of the three has its values. */
    private static final class Tensor {
        private int type;
        private ByteBuffer raw = ByteBuffer.allocate(0);
        private ByteBuffer floats = ByteBuffer.allocate(0);
        private ByteBuffer integers = ByteBuffer.allocate(0);
    }

    /** Those of a model. */
    OnnxTensors(byte[] model) {
        ProtoMessage.read(ByteBuffer.wrap(model), field -> {
            if (field.number() == GRAPH) {
                ProtoMessage.read(field.value(), part -> {
                    if (part.number() == GRAPH_INITIALIZER) {
                        tensors.put(nameOf(part.value()), tensor(part.value()));
                    }
                });
            }
        });
    }

    /** The name of a tensor. */
    static String nameOf(ByteBuffer tensor) {
        String[] name = {""};
        ProtoMessage.read(tensor, field -> name[0] = field.number() == TENSOR_NAME ? field.text() : name[0]);
        return name[0];
    }

    private static Tensor tensor(ByteBuffer bytes) {
        Tensor tensor = new Tensor();
        ProtoMessage.read(bytes, field -> {
            switch (field.number()) {
                case TENSOR_DATA_TYPE -> tensor.type = (int) field.whole();
                case TENSOR_FLOATS -> tensor.floats = field.value();
                case TENSOR_INTEGERS -> tensor.integers = field.value();
                case TENSOR_RAW_DATA -> tensor.raw = field.value();
                default -> {} // its shape is known to who asks
            }
        });
        return tensor;
    }

    /**
     * The values of a tensor of 32-bit floats or of bytes, as floats.
     *
     * @throws IllegalArgumentException where there is no such tensor
     */
    float[] values(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the model has no tensor \"" + name + "\"");
        }
        if (tensor.integers.hasRemaining()) {
            return ProtoMessage.packed(tensor.integers);
        }
        ByteBuffer bytes = (tensor.raw.hasRemaining() ? tensor.raw : tensor.floats)
                .duplicate()
                .order(ByteOrder.LITTLE_ENDIAN);
        if (tensor.type == FLOAT) {
            float[] values = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(values);
            return values;
        }
        float[] values = new float[bytes.remaining()];
        for (int i = 0; i < values.length; i++) {
            byte value = bytes.get();
            values[i] = tensor.type == UNSIGNED_BYTE ? Byte.toUnsignedInt(value) : value;
        }
        return values;
    }

    /**
     * A matrix that is kept as {@code name_quantized} with scale and zero point for all of it or for each column, as floats.
     *
     * @throws IllegalArgumentException where there is no such matrix
     */
    float[] dequantised(String name) {
        float[] values = values(name + "_quantized");
        float[] scale = values(name + "_scale");
        float[] zeroPoint = values(name + "_zero_point");
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - zeroPoint[i % zeroPoint.length]) * scale[i % scale.length];
        }
        return values;
    }
}
