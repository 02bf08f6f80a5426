package org.adaptationlab.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Quality of a closed-set classification.
 *
 * <p>Precision, recall and F1 as in scikit-learn's {@code precision_recall_fscore_support} with
 * {@code zero_division=0}: a label that was never answered has precision 0, one without support has recall 0.
 * Macro-F1 is the plain mean of F1 over the labels that were a target or an answer at least once (scikit-learn's
 * {@code f1_score(average="macro")} over the labels present): a label that occurs nowhere says nothing and is left out.
 *
 * @param labels in the order of the task
 * @param confusion {@code [target][answer]} counts; the last column is no answer
 */
public record ClassificationReport(List<String> labels, List<List<Integer>> confusion) {

    /** A target with the answer given, null for none. */
    public record Judged(String target, @Nullable String answer) {

        public Judged {
            Objects.requireNonNull(target, "target");
        }
    }

    /** One label's figures; {@code support} is how often it was the target. */
    public record LabelQuality(String label, double precision, double recall, double f1, int support) {}

    public ClassificationReport {
        labels = List.copyOf(labels);
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    /**
     * Counts answers.
     *
     * @throws IllegalArgumentException if a target or an answer is not a label
     */
    public static ClassificationReport of(List<String> labels, List<Judged> answers) {
        Map<String, Integer> index = new HashMap<>();
        labels.forEach(label -> index.put(label, index.size()));
        int[][] counts = new int[labels.size()][labels.size() + 1];
        for (Judged judged : answers) {
            Integer row = index.get(judged.target());
            Integer column = judged.answer() == null ? Integer.valueOf(labels.size()) : index.get(judged.answer());
            if (row == null || column == null) {
                throw new IllegalArgumentException(judged + " is not among the labels " + labels);
            }
            counts[row][column]++;
        }
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] row : counts) {
            rows.add(Arrays.stream(row).boxed().toList());
        }
        return new ClassificationReport(labels, rows);
    }

    /** Answers counted, the missing ones among them. */
    public int n() {
        return confusion.stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Mean F1 over the labels that occur; 0 where none does. */
    public double macroF1() {
        return perLabel().stream()
                .filter(quality -> quality.support() > 0 || answered(labels.indexOf(quality.label())) > 0)
                .mapToDouble(LabelQuality::f1)
                .average()
                .orElse(0);
    }

    /** Every label's figures, in the order of the task. */
    public List<LabelQuality> perLabel() {
        List<LabelQuality> all = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            int right = count(i, i);
            int support = support(i);
            int answered = answered(i);
            all.add(new LabelQuality(
                    labels.get(i),
                    ratio(right, answered),
                    ratio(right, support),
                    ratio(2 * right, support + answered),
                    support));
        }
        return all;
    }

    private int count(int target, int answer) {
        return confusion.get(target).get(answer);
    }

    private int support(int label) {
        return confusion.get(label).stream().mapToInt(Integer::intValue).sum();
    }

    private int answered(int label) {
        return confusion.stream().mapToInt(row -> row.get(label)).sum();
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
