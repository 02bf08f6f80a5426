package org.adaptationlab.train.peft;

/**
 * What there is to train on.
 *
 * @param processorFree bytes of main memory
 * @param card name of the graphics card, empty without one
 * @param cardFree bytes of its memory, 0 without one
 * @param nf4 whether weights can be had in 4 bits
 * @param processorSpeed floating-point operations per second in products of float32 matrices, measured; 0 if not known
 * @param cardSpeed the same of the card, for bfloat16
 */
record Devices(long processorFree, String card, long cardFree, boolean nf4, double processorSpeed, double cardSpeed) {}
