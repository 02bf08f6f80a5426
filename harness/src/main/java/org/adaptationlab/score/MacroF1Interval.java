package org.adaptationlab.score;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.adaptationlab.score.ClassificationReport.Judged;
import org.adaptationlab.statistics.Bootstrap;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.IntervalEstimate;
import org.adaptationlab.statistics.IntervalMethod;
import org.adaptationlab.statistics.Level;
import org.adaptationlab.statistics.RandomStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The 95 % interval of macro-F1 by {@link Bootstrap} over examples, or clusters of them; all calls of an example are drawn
 * together. Of more than 5,000 units it is Student's t of the jackknife, where each label that occurs does so in 50 of them
 * or more; the F1 of a rarer label is not normal, and a tenth of the resamples is drawn. There is none for several
 * adapters: their spread would have to be in it, and macro-F1 has no such layout.
 */
public final class MacroF1Interval implements Bootstrap.Statistic {

    private static final int MANY = 5_000;
    private static final int RARE = 50;

    private final int labels;
    /** For each unit and call: target, answer, target, answer, ...; {@link #labels} is no answer. */
    private final int[][] units;
    /** By label: calls in which it is target, and those in which it is the answer. */
    private final int[] asked;
    /** By label: calls in which it is both. */
    private final int[] right;

    private MacroF1Interval(int labels, int[][] units) {
        this.labels = labels;
        this.units = units;
        this.asked = new int[labels];
        this.right = new int[labels];
        for (int[] unit : units) {
            count(unit, 1, asked, right);
        }
    }

    /**
     * The interval; null where there are fewer than two units, or none of them moves the figure.
     *
     * @param units the calls of each example or cluster; targets and answers are labels
     * @param seed of what is drawn at random
     */
    public static @Nullable IntervalEstimate of(List<String> labels, List<List<Judged>> units, long seed) {
        if (units.size() < 2) {
            return null;
        }
        Map<String, Integer> index = new HashMap<>();
        labels.forEach(label -> index.put(label, index.size()));
        MacroF1Interval statistic = new MacroF1Interval(
                labels.size(),
                units.stream()
                        .map(calls -> calls.stream()
                                .flatMapToInt(call -> cells(index, call))
                                .toArray())
                        .toArray(int[][]::new));
        IntervalEstimate estimate = statistic.estimate(seed);
        return estimate.interval().low() < estimate.interval().high() ? estimate : null;
    }

    private static IntStream cells(Map<String, Integer> index, Judged call) {
        int answer = call.answer() == null ? index.size() : index.getOrDefault(call.answer(), index.size());
        return IntStream.of(index.getOrDefault(call.target(), 0), answer);
    }

    private IntervalEstimate estimate(long seed) {
        if (units.length <= MANY) {
            return resampled(seed, Bootstrap.RESAMPLES);
        }
        return fewestUnitsOfALabel() < RARE ? resampled(seed, Bootstrap.RESAMPLES / 10) : jackknife();
    }

    private IntervalEstimate resampled(long seed, int resamples) {
        return new Bootstrap(this, new RandomStream(seed), resamples).interval(Level.FIVE_PERCENT);
    }

    private IntervalEstimate jackknife() {
        double[] without =
                IntStream.range(0, units.length).mapToDouble(this::without).toArray();
        double mean = Arrays.stream(without).average().orElse(0);
        double squares =
                Arrays.stream(without).map(one -> (one - mean) * (one - mean)).sum();
        double t = TDistribution.of(units.length - 1.0).inverseSurvivalProbability(Level.FIVE_PERCENT.tail());
        double half = t * Math.sqrt(squares * (units.length - 1.0) / units.length);
        double estimate = macroF1(asked, right);
        Interval interval = new Interval(Math.max(0, estimate - half), Math.min(1, estimate + half));
        return new IntervalEstimate(interval, IntervalMethod.STUDENT, null);
    }

    /** Of the labels that occur, as target or as answer. */
    private int fewestUnitsOfALabel() {
        int[] found = new int[labels + 1];
        for (int[] unit : units) {
            Arrays.stream(unit).distinct().forEach(label -> found[label]++);
        }
        return Arrays.stream(found, 0, labels).filter(count -> count > 0).min().orElse(0);
    }

    @Override
    public int units() {
        return units.length;
    }

    @Override
    public double of(int[] drawn) {
        int[] drawnAsked = new int[labels];
        int[] drawnRight = new int[labels];
        for (int unit : drawn) {
            count(units[unit], 1, drawnAsked, drawnRight);
        }
        return macroF1(drawnAsked, drawnRight);
    }

    @Override
    public double without(int unit) {
        count(units[unit], -1, asked, right);
        double rest = macroF1(asked, right);
        count(units[unit], 1, asked, right);
        return rest;
    }

    private void count(int[] unit, int times, int[] asked, int[] right) {
        for (int call = 0; call < unit.length; call += 2) {
            int target = unit[call];
            int answer = unit[call + 1];
            asked[target] += times;
            if (answer < labels) {
                asked[answer] += times;
            }
            if (answer == target) {
                right[target] += times;
            }
        }
    }

    /** As {@link ClassificationReport#macroF1}, without making a report for each of many thousand resamples. */
    private static double macroF1(int[] asked, int[] right) {
        double sum = 0;
        int present = 0;
        for (int label = 0; label < asked.length; label++) {
            if (asked[label] > 0) {
                sum += 2.0 * right[label] / asked[label];
                present++;
            }
        }
        return present == 0 ? 0 : sum / present;
    }
}
