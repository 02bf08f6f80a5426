package org.adaptationlab.dataset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.adaptationlab.lab.TaskDefinition;

/**
 * Seeded choices of examples. Chance comes from {@link Random}, whose sequence the Java API fixes, so that a seed means
 * the same examples on every Java version.
 */
public final class Selection {

    private Selection() {}

    /**
     * The training examples a mode may draw from or shows: balanced over the labels of a classification, drawn at random
     * where answers are free, as those have no groups. With the same seed a smaller choice is the beginning of a larger
     * one.
     */
    public static List<Example> training(TaskDefinition task, List<Example> examples, int n, long seed) {
        return balanced(examples, n, seed, task.labels().isEmpty() ? example -> "" : Example::target);
    }

    /** The examples of some slices, in their order; all of them where no slice is named. */
    public static List<Example> ofSlices(List<Example> examples, List<String> slices) {
        return examples.stream()
                .filter(example -> slices.isEmpty() || (example.slice() != null && slices.contains(example.slice())))
                .toList();
    }

    /**
     * The test examples to measure, in file order: proportional over the labels of a classification or else over what
     * can and cannot be answered, and within each over slice.
     */
    public static List<Example> test(TaskDefinition task, List<Example> examples, int n, long seed) {
        return stratified(
                examples,
                n,
                seed,
                task.labels().isEmpty() ? example -> String.valueOf(example.answerable()) : Example::target);
    }

    /**
     * {@code n} examples in file order, proportional over target and, within each target, over slice: each group's share
     * is met to within one example (systematic sampling: every (size / n)-th of the sorted examples from a random start).
     * All of them where {@code n} is not below their number.
     */
    public static List<Example> stratified(List<Example> examples, int n, long seed) {
        return stratified(examples, n, seed, Example::target);
    }

    private static List<Example> stratified(List<Example> examples, int n, long seed, Function<Example, String> group) {
        if (n >= examples.size()) {
            return List.copyOf(examples);
        }
        Random random = new Random(seed);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
        Collections.shuffle(order, random);
        order.sort(Comparator.comparing((Integer i) -> group.apply(examples.get(i)))
                .thenComparing(i -> Objects.requireNonNullElse(examples.get(i).slice(), "")));
        int start = random.nextInt(examples.size());
        return IntStream.range(0, n)
                .map(i -> order.get((int) (((long) i * examples.size() + start) / n)))
                .sorted()
                .mapToObj(examples::get)
                .toList();
    }

    /**
     * {@code n} examples, as many of each target as can be, the targets taking turns. With the same seed a smaller
     * choice is the beginning of a larger one. All of them, in that order, where {@code n} is not below their number.
     */
    public static List<Example> balanced(List<Example> examples, int n, long seed) {
        return balanced(examples, n, seed, Example::target);
    }

    private static List<Example> balanced(List<Example> examples, int n, long seed, Function<Example, String> group) {
        List<Example> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(seed));
        Map<String, Deque<Example>> groups = new LinkedHashMap<>();
        for (Example example : shuffled) {
            groups.computeIfAbsent(group.apply(example), name -> new ArrayDeque<>())
                    .add(example);
        }
        List<Example> chosen = new ArrayList<>();
        while (chosen.size() < Math.min(n, examples.size())) {
            for (Deque<Example> queue : groups.values()) {
                if (!queue.isEmpty() && chosen.size() < n) {
                    chosen.add(queue.remove());
                }
            }
        }
        return chosen;
    }
}
