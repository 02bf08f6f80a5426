package org.adaptationlab.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A seeded, stratified split that keeps texts which are the same or nearly the same on one side, as
 * {@link LeakageCheck} demands. Both sides are in the order of the source.
 */
public record TrainTestSplit(List<Example> train, List<Example> test) {

    public TrainTestSplit {
        train = List.copyOf(train);
        test = List.copyOf(test);
    }

    /**
     * Splits at least two examples.
     *
     * @param testShare part of the groups of like texts that goes to the test side, above 0 and below 1; neither side
     *     is left empty where there are two groups
     */
    public static TrainTestSplit of(List<Example> examples, double testShare, long seed) {
        int[] group = SimilarTexts.groups(examples.stream().map(Example::input).toList());
        List<Example> firsts = IntStream.range(0, group.length)
                .filter(i -> group[i] == i)
                .mapToObj(examples::get)
                .toList();
        int wanted = (int) Math.round(firsts.size() * testShare);
        int n = Math.max(1, Math.min(firsts.size() - 1, wanted));
        Set<Example> chosen = new HashSet<>(Selection.stratified(firsts, n, seed));
        Map<Boolean, List<Example>> isTest = IntStream.range(0, group.length)
                .boxed()
                .collect(Collectors.partitioningBy(
                        i -> chosen.contains(examples.get(group[i])),
                        Collectors.mapping(examples::get, Collectors.toList())));
        return new TrainTestSplit(isTest.getOrDefault(false, List.of()), isTest.getOrDefault(true, List.of()));
    }
}
