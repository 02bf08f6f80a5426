package org.adaptationlab.decide;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.adaptationlab.statistics.Clusters;
import org.adaptationlab.statistics.Sample;

/**
 * What one mode gave on the examples that every candidate has a score for. The arrays run over these examples; NaN is not
 * measured.
 */
public final class ModeSample {

    private final String mode;
    private final Sample scores;
    private final double[] ms;
    private final double[] usd;
    private final boolean pricedByTime;
    private final double adaptUsd;

    /**
     * Takes over the values.
     *
     * @param scores of the examples
     * @param ms time for an answer of each example, retrieval included
     * @param usd cost of a request of each example
     * @param pricedByTime whether the cost of a request follows from its time; else from its tokens
     * @param adaptUsd cost of adapting, 0 where nothing is to adapt, NaN where it is not known
     */
    public ModeSample(String mode, Sample scores, double[] ms, double[] usd, boolean pricedByTime, double adaptUsd) {
        int n = scores.table().clusters().examples();
        if (ms.length != n || usd.length != n) {
            throw new IllegalArgumentException(n + ", " + ms.length + " and " + usd.length + " examples");
        }
        this.mode = Objects.requireNonNull(mode, "mode");
        this.scores = scores;
        this.ms = ms.clone();
        this.usd = usd.clone();
        this.pricedByTime = pricedByTime;
        this.adaptUsd = adaptUsd;
    }

    String mode() {
        return mode;
    }

    Sample scores() {
        return scores;
    }

    double adaptUsd() {
        return adaptUsd;
    }

    boolean isPricedByTime() {
        return pricedByTime;
    }

    /**
     * The same modes with times of the examples that every mode was timed on, and prices of those that every mode has one
     * for: means over different examples cannot be held against each other. A mode that has them for less than half of
     * the examples has none.
     */
    static List<ModeSample> comparable(List<ModeSample> modes) {
        boolean[] timed = common(modes.stream().map(mode -> mode.ms).toList());
        boolean[] priced = common(modes.stream().map(mode -> mode.usd).toList());
        return modes.stream()
                .map(mode -> new ModeSample(
                        mode.mode,
                        mode.scores,
                        kept(mode.ms, timed),
                        kept(mode.usd, priced),
                        mode.pricedByTime,
                        mode.adaptUsd))
                .toList();
    }

    private static boolean[] common(List<double[]> modes) {
        boolean[] common = new boolean[modes.get(0).length];
        Arrays.fill(common, true);
        modes.stream().filter(ModeSample::isMostlyKnown).forEach(values -> {
            for (int i = 0; i < common.length; i++) {
                common[i] &= !Double.isNaN(values[i]);
            }
        });
        return common;
    }

    private static double[] kept(double[] values, boolean[] common) {
        boolean mostly = isMostlyKnown(values);
        return IntStream.range(0, values.length)
                .mapToDouble(i -> mostly && common[i] ? values[i] : Double.NaN)
                .toArray();
    }

    private static boolean isMostlyKnown(double[] values) {
        return 2 * Arrays.stream(values).filter(value -> !Double.isNaN(value)).count() >= values.length;
    }

    /** What it takes to be drawn many times. */
    Drawn drawnAs(Clusters groups) {
        return new Drawn(usd, new WeightedMedian(ms, groups), groups);
    }

    /** Costs and times of a mode for draws of groups of its examples. */
    static final class Drawn {

        private final double[] usd;
        private final int[] priced;
        private final WeightedMedian ms;

        private Drawn(double[] each, WeightedMedian ms, Clusters groups) {
            this.usd = new double[groups.count()];
            this.priced = new int[groups.count()];
            this.ms = ms;
            for (int i = 0; i < each.length; i++) {
                if (!Double.isNaN(each[i])) {
                    usd[groups.of(i)] += each[i];
                    priced[groups.of(i)]++;
                }
            }
        }

        /** Mean cost of a request where each group stands as often as it was drawn; NaN where none is known. */
        double requestUsd(int[] drawn) {
            double sum = 0;
            long n = 0;
            for (int group = 0; group < usd.length; group++) {
                sum += drawn[group] * usd[group];
                n += (long) drawn[group] * priced[group];
            }
            return n == 0 ? Double.NaN : sum / n;
        }

        /** Median time; NaN where none was measured. */
        double medianMs(int[] drawn) {
            return ms.of(drawn);
        }
    }
}
