package org.adaptationlab.decide;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.adaptationlab.statistics.PairedTable;

/**
 * What one mode gave on each example, as the decision sees it. The arrays run over the same examples for every mode;
 * NaN is not measured. The figures are of a sample in which each example stands as often as its weight says.
 */
public final class ModeSample {

    private final String mode;
    private final double[] scores;
    private final double[] ms;
    private final double[] usd;
    private final double adaptUsd;
    /** Indexes of the examples whose time was measured. */
    private final int[] quickestFirst;

    /**
     * Takes over the values.
     *
     * @param scores 0 to 1
     * @param ms time for an answer, retrieval included
     * @param usd cost of a request
     * @param adaptUsd cost of adapting, 0 where nothing is to adapt, NaN where it is not known
     */
    public ModeSample(String mode, double[] scores, double[] ms, double[] usd, double adaptUsd) {
        if (scores.length != ms.length || scores.length != usd.length) {
            throw new IllegalArgumentException(scores.length + ", " + ms.length + " and " + usd.length + " examples");
        }
        this.mode = mode;
        this.scores = scores.clone();
        this.ms = ms.clone();
        this.usd = usd.clone();
        this.adaptUsd = adaptUsd;
        this.quickestFirst = IntStream.range(0, ms.length)
                .filter(i -> !Double.isNaN(ms[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> this.ms[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    String mode() {
        return mode;
    }

    int examples() {
        return scores.length;
    }

    double adaptUsd() {
        return adaptUsd;
    }

    double quality(int[] weights) {
        return mean(scores, weights);
    }

    double requestUsd(int[] weights) {
        return mean(usd, weights);
    }

    /** The lower median, so that it is a time that was measured. */
    double medianMs(int[] weights) {
        long all = Arrays.stream(quickestFirst).mapToLong(i -> weights[i]).sum();
        long below = 0;
        for (int i : quickestFirst) {
            below += weights[i];
            if (2 * below >= all && all > 0) {
                return ms[i];
            }
        }
        return Double.NaN;
    }

    /** This mode and another one on the examples both have a score for. */
    PairedTable pairsWith(ModeSample other) {
        int[] shared = IntStream.range(0, scores.length)
                .filter(i -> !Double.isNaN(scores[i]) && !Double.isNaN(other.scores[i]))
                .toArray();
        return PairedTable.of(
                Arrays.stream(shared).mapToDouble(i -> scores[i]).toArray(),
                Arrays.stream(shared).mapToDouble(i -> other.scores[i]).toArray());
    }

    private static double mean(double[] values, int[] weights) {
        double sum = 0;
        long n = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                sum += weights[i] * values[i];
                n += weights[i];
            }
        }
        return n == 0 ? Double.NaN : sum / n;
    }
}
