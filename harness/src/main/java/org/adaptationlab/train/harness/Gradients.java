package org.adaptationlab.train.harness;

/** The gradient of one step, as a whole. */
public final class Gradients {

    /** Longer ones are scaled down to it. */
    private static final double MAX_NORM = 1.0;

    private Gradients() {}

    /** Its length. */
    public static double norm(float... gradients) {
        double sum = 0;
        for (float gradient : gradients) {
            sum += (double) gradient * gradient;
        }
        return Math.sqrt(sum);
    }

    /** Scales it down where it is too long for a step. */
    public static void clip(float... gradients) {
        double factor = MAX_NORM / norm(gradients);
        if (factor < 1) {
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] = (float) (gradients[i] * factor);
            }
        }
    }
}
