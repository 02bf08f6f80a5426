package org.adaptationlab.gguf;

import java.util.Arrays;
import java.util.Optional;

/** The linear layers of a block that an adapter may change, as Hugging Face and as GGUF name them. */
enum PeftProjection {
    QUERY("self_attn.q_proj", "attn_q"),
    KEY("self_attn.k_proj", "attn_k"),
    VALUE("self_attn.v_proj", "attn_v"),
    ATTENTION_OUTPUT("self_attn.o_proj", "attn_output"),
    /** Query, key and value in one matrix, as in Phi-3 and Phi-4. */
    QUERY_KEY_VALUE("self_attn.qkv_proj", "attn_qkv"),
    GATE("mlp.gate_proj", "ffn_gate"),
    UP("mlp.up_proj", "ffn_up"),
    DOWN("mlp.down_proj", "ffn_down"),
    /** Gate and up in one matrix, as in Phi-3 and Phi-4. */
    GATE_UP("mlp.gate_up_proj", "ffn_up");

    private final String peftName;
    private final String ggufName;

    PeftProjection(String peftName, String ggufName) {
        this.peftName = peftName;
        this.ggufName = ggufName;
    }

    static Optional<PeftProjection> named(String peftName) {
        return Arrays.stream(values())
                .filter(projection -> projection.peftName.equals(peftName))
                .findFirst();
    }

    /** The layer that GGUF has under a name; where gate and up are one matrix it has that of up. */
    static Optional<PeftProjection> ofTensor(String ggufName, String architecture) {
        boolean fused = architecture.equals("phi3");
        return Arrays.stream(values())
                .filter(projection -> projection.ggufName.equals(ggufName) && projection != (fused ? UP : GATE_UP))
                .findFirst();
    }

    /** The name within a block of Transformers, such as {@code self_attn.q_proj}. */
    String peftName() {
        return peftName;
    }

    /** The last part of the name, such as {@code q_proj}. */
    String shortName() {
        return peftName.substring(peftName.indexOf('.') + 1);
    }

    /** The name of the weight in a GGUF base. */
    String tensor(int layer) {
        return "blk." + layer + "." + ggufName + ".weight";
    }
}
