package org.adaptationlab.train.harness;

/**
 * The learning rate over a training: a straight climb in the first tenth of the steps, then half a cosine down to zero.
 */
public record Schedule(double peak, int steps) {

    private static final int WARM_UP_PART = 10;

    /** The rate of a step, one-based. */
    public double rate(int step) {
        int warmUp = Math.max(1, steps / WARM_UP_PART);
        if (step <= warmUp) {
            return peak * step / warmUp;
        }
        double done = (double) (step - warmUp) / (steps - warmUp + 1);
        return peak * (1 + Math.cos(Math.PI * done)) / 2;
    }
}
