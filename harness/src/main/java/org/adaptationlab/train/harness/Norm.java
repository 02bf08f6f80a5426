package org.adaptationlab.train.harness;

/** The places of a block where RMSNorm may be. */
enum Norm {
    ATTENTION("attn_norm"),
    /** Over each head's queries, before they are turned. */
    QUERY("attn_q_norm"),
    /** Over each head's keys, before they are turned. */
    KEY("attn_k_norm"),
    AFTER_ATTENTION("post_attention_norm"),
    FFN("ffn_norm"),
    AFTER_FFN("post_ffw_norm");

    private final String part;

    Norm(String part) {
        this.part = part;
    }

    /** The name of its weights in a block. */
    String tensor(int layer) {
        return "blk." + layer + "." + part + ".weight";
    }

    /** Number of its weights. */
    int width(DecoderShape shape) {
        return switch (this) {
            case QUERY, KEY -> shape.headWidth();
            default -> shape.width();
        };
    }
}
