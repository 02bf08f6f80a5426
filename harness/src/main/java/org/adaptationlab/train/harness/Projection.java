package org.adaptationlab.train.harness;

import java.util.Arrays;

/** The seven weight matrices of a block that an adapter changes, in the order in which they lie in a {@link Site}. */
enum Projection {
    QUERY("attn_q"),
    KEY("attn_k"),
    VALUE("attn_v"),
    ATTENTION_OUTPUT("attn_output"),
    GATE("ffn_gate"),
    UP("ffn_up"),
    DOWN("ffn_down");

    private final String part;

    Projection(String part) {
        this.part = part;
    }

    /** The name of its tensor in a block. */
    String tensor(int layer) {
        return "blk." + layer + "." + part + ".weight";
    }

    /** Whether a tensor is one of the seven of some block. */
    static boolean isTarget(String tensor) {
        return tensor.startsWith("blk.")
                && Arrays.stream(values()).anyMatch(one -> tensor.endsWith("." + one.part + ".weight"));
    }

    int inputs(LlamaShape shape) {
        return switch (this) {
            case ATTENTION_OUTPUT -> shape.heads() * shape.headWidth();
            case DOWN -> shape.ffnWidth();
            default -> shape.width();
        };
    }

    int outputs(LlamaShape shape) {
        return switch (this) {
            case QUERY -> shape.heads() * shape.headWidth();
            case KEY, VALUE -> shape.kvHeads() * shape.headWidth();
            case GATE, UP -> shape.ffnWidth();
            default -> shape.width();
        };
    }
}
