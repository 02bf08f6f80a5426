package org.adaptationlab.train.harness;

/**
 * The {@link Projection}s of a block that share their input, and so are computed as one: their weights and their A lie
 * one below the other, their B along the diagonal of one matrix. Which they are, {@link DecoderShape#projections} says.
 */
enum Site {
    ATTENTION_INPUT,
    ATTENTION_OUTPUT,
    FFN_INPUT,
    FFN_OUTPUT
}
