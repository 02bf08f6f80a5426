package org.adaptationlab.decide;

import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;
import org.adaptationlab.statistics.Sample;
import org.jspecify.annotations.Nullable;

/**
 * What one mode gave on the examples that every candidate has a score for. The arrays run over these examples; NaN is not
 * measured.
 */
public final class ModeSample {

    private final String mode;
    private final Sample scores;
    private final double[] ms;
    private final double[] usd;
    private final @Nullable Double medianMs;
    private final double adaptUsd;
    /** Indexes of the examples whose time was measured. */
    private final int[] quickestFirst;

    /**
     * Takes over the values.
     *
     * @param scores of the examples
     * @param ms time for an answer of each example, retrieval included
     * @param usd cost of a request of each example
     * @param medianMs median time for an answer, as the report shows it; null where not measured
     * @param adaptUsd cost of adapting, 0 where nothing is to adapt, NaN where it is not known
     */
    public ModeSample(
            String mode, Sample scores, double[] ms, double[] usd, @Nullable Double medianMs, double adaptUsd) {
        int n = scores.table().clusters().examples();
        if (ms.length != n || usd.length != n) {
            throw new IllegalArgumentException(n + ", " + ms.length + " and " + usd.length + " examples");
        }
        this.mode = Objects.requireNonNull(mode, "mode");
        this.scores = scores;
        this.ms = ms.clone();
        this.usd = usd.clone();
        this.medianMs = medianMs;
        this.adaptUsd = adaptUsd;
        this.quickestFirst = IntStream.range(0, n)
                .filter(i -> !Double.isNaN(ms[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> this.ms[i]))
                .mapToInt(Integer::intValue)
                .toArray();
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

    double medianMs() {
        return medianMs == null ? Double.NaN : medianMs;
    }

    /** Mean cost of a request; NaN where none is known. */
    double requestUsd() {
        return requestUsd(IntStream.generate(() -> 1).limit(usd.length).toArray());
    }

    /** The same where each example stands as often as its weight says. */
    double requestUsd(int[] weights) {
        double sum = 0;
        long n = 0;
        for (int i = 0; i < usd.length; i++) {
            if (!Double.isNaN(usd[i])) {
                sum += weights[i] * usd[i];
                n += weights[i];
            }
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    /** Median time where each example stands as often as its weight says; NaN where none was measured. */
    double medianMs(int[] weights) {
        long all = 0;
        for (int i : quickestFirst) {
            all += weights[i];
        }
        long below = 0;
        double lower = Double.NaN;
        for (int i : quickestFirst) {
            below += weights[i];
            if (Double.isNaN(lower) && 2 * below >= all && all > 0) {
                lower = ms[i];
            }
            if (2 * below > all) {
                return (lower + ms[i]) / 2;
            }
        }
        return Double.NaN;
    }
}
