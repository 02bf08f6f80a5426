package org.adaptationlab.model.embedding;

/** What is done to vectors on their way. */
final class Vectors {

    private Vectors() {}

    /** The vector scaled to length 1, in place; one of zeros stays. */
    static float[] unit(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        if (length > 0) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return vector;
    }

    /** Of two vectors of the same length. */
    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
