package org.adaptationlab.train.peft;

/**
 * What there is to train on.
 *
 * @param processorFree bytes of main memory
 * @param card name of the graphics card, empty without one
 * @param cardFree bytes of its memory, 0 without one
 * @param nf4 whether weights can be had in 4 bits
 */
record Devices(long processorFree, String card, long cardFree, boolean nf4) {}
