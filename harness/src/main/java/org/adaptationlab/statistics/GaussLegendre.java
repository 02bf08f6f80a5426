package org.adaptationlab.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * Integrates a smooth function over an interval, exact for polynomials up to degree 63.
 *
 * <p>Source: W. H. Press et al., Numerical Recipes, 3rd edition (2007), section 4.6.
 */
final class GaussLegendre {

    private static final int POINTS = 32;
    private static final double[] AT = new double[POINTS];
    private static final double[] WEIGHT = new double[POINTS];

    static {
        for (int i = 0; i < POINTS; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
            double slope = 0;
            double step = 1;
            while (Math.abs(step) > 1e-15) {
                double before = 0;
                double value = 1;
                for (int degree = 1; degree <= POINTS; degree++) {
                    double next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
                    before = value;
                    value = next;
                }
                slope = POINTS * (x * value - before) / (x * x - 1);
                step = value / slope;
                x -= step;
            }
            AT[i] = x;
            WEIGHT[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    private GaussLegendre() {}

    static double integral(DoubleUnaryOperator function, double from, double to) {
        double middle = (from + to) / 2;
        double half = (to - from) / 2;
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += WEIGHT[i] * function.applyAsDouble(middle + half * AT[i]);
        }
        return half * sum;
    }
}
