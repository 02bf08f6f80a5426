package org.adaptationlab.train.job;

/** Hears of the progress of a training. */
@FunctionalInterface
public interface TrainingListener {

    /**
     * A step is done.
     *
     * @param step one-based, counted over all adapters that are trained together
     * @param steps in all of them
     * @param loss mean loss of the step, nats per answer token
     */
    void step(int step, int steps, double loss);

    /** What is done before the next step, such as loading the base or waiting for another process. */
    default void stage(String what) {}
}
