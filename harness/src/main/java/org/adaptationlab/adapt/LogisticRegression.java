package org.adaptationlab.adapt;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.List;

/**
 * L2-regularised logistic regression, one label against the rest, by LIBLINEAR's trust-region Newton method (Lin et al.
 * 2008): no chance in it, the same examples in the same order give the same weights.
 */
final class LogisticRegression {

    private static final double TOLERANCE = 1e-4;

    static {
        Linear.disableDebugOutput(); // it would write to standard output
    }

    private final List<String> labels;
    private final Model model;
    private final int intercept;

    private LogisticRegression(List<String> labels, Model model, int intercept) {
        this.labels = labels;
        this.model = model;
        this.intercept = intercept;
    }

    /**
     * Fits the weights.
     *
     * @param features a row for each example
     * @param targets its label; at least two different ones
     * @param regularization λ in {@code λ/2 · |w|² + Σ loss}
     */
    static LogisticRegression fit(List<Feature[]> features, List<String> targets, double regularization) {
        List<String> labels = targets.stream().distinct().toList();
        int intercept = 1
                + features.stream()
                        .flatMap(Arrays::stream)
                        .mapToInt(Feature::getIndex)
                        .max()
                        .orElse(0);
        Problem problem = new Problem();
        problem.l = features.size();
        problem.n = intercept;
        problem.x = features.stream().map(row -> withIntercept(row, intercept)).toArray(Feature[][]::new);
        problem.y = targets.stream().mapToDouble(labels::indexOf).toArray();
        Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, 1 / regularization, TOLERANCE));
        return new LogisticRegression(labels, model, intercept);
    }

    /** The most probable label. */
    String label(Feature[] features) {
        return labels.get((int) Linear.predict(model, withIntercept(features, intercept)));
    }

    private static Feature[] withIntercept(Feature[] row, int number) {
        Feature[] all = Arrays.copyOf(row, row.length + 1);
        all[row.length] = new FeatureNode(number, 1);
        return all;
    }
}
