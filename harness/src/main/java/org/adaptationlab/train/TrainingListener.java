package org.adaptationlab.train;

/** Hears of the progress of a training. */
@FunctionalInterface
public interface TrainingListener {

    /**
     * A step is done.
     *
     * @param step one-based
     * @param steps in all
     * @param loss mean loss of the step, nats per answer token
     */
    void step(int step, int steps, double loss);

    /** The training has not begun, for the reason given. */
    default void waiting(String why) {}
}
