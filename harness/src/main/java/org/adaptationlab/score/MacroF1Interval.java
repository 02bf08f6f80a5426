package org.adaptationlab.score;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.adaptationlab.score.ClassificationReport.Judged;
import org.adaptationlab.statistics.Bootstrap;
import org.adaptationlab.statistics.IntervalEstimate;
import org.adaptationlab.statistics.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * The 95 % interval of macro-F1 by {@link Bootstrap} over examples, or clusters of them; all calls of an example are drawn
 * together. There is none for several adapters: their spread would have to be in it, and macro-F1 has no such layout.
 */
public final class MacroF1Interval {

    private final int labels;
    /** Labels plus one for no answer. */
    private final int width;
    /** For each unit, the cells of the confusion matrix its calls fall into. */
    private final int[][] cells;

    private MacroF1Interval(int labels, int[][] cells) {
        this.labels = labels;
        this.width = labels + 1;
        this.cells = cells;
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
        int[][] cells = units.stream()
                .map(calls -> calls.stream().mapToInt(call -> cell(index, call)).toArray())
                .toArray(int[][]::new);
        ToDoubleFunction<int[]> statistic = new MacroF1Interval(labels.size(), cells)::macroF1;
        IntervalEstimate estimate =
                new Bootstrap(units.size(), statistic, new RandomStream(seed), Bootstrap.RESAMPLES).interval();
        return estimate.interval().low() < estimate.interval().high() ? estimate : null;
    }

    private static int cell(Map<String, Integer> index, Judged call) {
        int target = index.getOrDefault(call.target(), 0);
        int answer = call.answer() == null ? index.size() : index.getOrDefault(call.answer(), index.size());
        return target * (index.size() + 1) + answer;
    }

    /** As {@link ClassificationReport#macroF1}, without making a report for each of many thousand resamples. */
    private double macroF1(int[] drawn) {
        int[] confusion = new int[labels * width];
        for (int unit : drawn) {
            for (int cell : cells[unit]) {
                confusion[cell]++;
            }
        }
        double sum = 0;
        int present = 0;
        for (int label = 0; label < labels; label++) {
            int total = 0; // as target and as answer
            for (int answer = 0; answer < width; answer++) {
                total += confusion[label * width + answer];
            }
            for (int target = 0; target < labels; target++) {
                total += confusion[target * width + label];
            }
            if (total > 0) {
                sum += 2.0 * confusion[label * width + label] / total;
                present++;
            }
        }
        return present == 0 ? 0 : sum / present;
    }
}
