package org.adaptationlab.train.harness;

/**
 * The AdamW optimiser over one array of values. Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter, Decoupled weight decay regularization</a>
 */
public final class AdamW {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double WEIGHT_DECAY = 0.01;

    private final float[] mean;
    private final float[] square;
    private int steps;

    /** @param size number of values */
    public AdamW(int size) {
        this.mean = new float[size];
        this.square = new float[size];
    }

    /** Changes {@code values} by one step against {@code gradients}. */
    public void step(float[] values, float[] gradients, double learningRate) {
        steps++;
        double meanCorrection = 1 - Math.pow(BETA1, steps);
        double squareCorrection = 1 - Math.pow(BETA2, steps);
        for (int i = 0; i < values.length; i++) {
            double gradient = gradients[i];
            mean[i] = (float) (BETA1 * mean[i] + (1 - BETA1) * gradient);
            square[i] = (float) (BETA2 * square[i] + (1 - BETA2) * gradient * gradient);
            double direction = mean[i] / meanCorrection / (Math.sqrt(square[i] / squareCorrection) + EPSILON);
            values[i] -= (float) (learningRate * (direction + WEIGHT_DECAY * values[i]));
        }
    }
}
