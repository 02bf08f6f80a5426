package org.adaptationlab.train.harness;

import java.util.Set;

/**
 * A weight matrix of each block that an adapter changes.
 *
 * @param part its name within a block
 * @param inputs columns
 * @param outputs rows
 */
record Projection(String part, int inputs, int outputs) {

    private static final Set<String> PARTS =
            Set.of("attn_q", "attn_k", "attn_v", "attn_qkv", "attn_output", "ffn_gate", "ffn_up", "ffn_down");

    /** The name of its tensor in a block. */
    String tensor(int layer) {
        return "blk." + layer + "." + part + ".weight";
    }

    /** The name of the vector that is added to its product, where a model has one. */
    String bias(int layer) {
        return "blk." + layer + "." + part + ".bias";
    }

    /** Whether a tensor is such a matrix of some block. */
    static boolean isTarget(String tensor) {
        String[] parts = tensor.split("\\.", -1);
        return parts.length == 4 && parts[0].equals("blk") && PARTS.contains(parts[2]) && parts[3].equals("weight");
    }
}
