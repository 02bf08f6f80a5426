package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adaptationlab.lab.AnswerMatch;
import org.adaptationlab.lab.ShortAnswerTask;
import org.adaptationlab.lab.TaskDefinition;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private final Random random = new Random(20);

    @Test
    void stratifiedMeetsEachShareToWithinOneExample() {
        for (int trial = 0; trial < 200; trial++) {
            List<Example> examples = Examples.random(1 + random.nextInt(300), 5, 4, random);
            int n = 1 + random.nextInt(examples.size());

            List<Example> chosen = Selection.stratified(examples, n, trial);

            assertThat(chosen).hasSize(n).doesNotHaveDuplicates();
            assertThat(chosen).isSortedAccordingTo(Comparator.comparingInt(examples::indexOf));
            double share = (double) n / examples.size();
            assertShares(counts(examples, Example::target), counts(chosen, Example::target), share);
            assertShares(counts(examples, SelectionTest::group), counts(chosen, SelectionTest::group), share);
        }
    }

    private static void assertShares(Map<String, Long> all, Map<String, Long> chosen, double share) {
        all.forEach((group, count) -> assertThat((double) chosen.getOrDefault(group, 0L))
                .as(group)
                .isBetween(count * share - 1, count * share + 1));
    }

    @Test
    void stratifiedTakesEveryExampleInTheLongRun() {
        List<Example> examples = Examples.random(40, 3, 2, random);

        List<Example> seen = IntStream.range(0, 200)
                .mapToObj(seed -> Selection.stratified(examples, 5, seed))
                .flatMap(List::stream)
                .toList();

        assertThat(new HashSet<>(seen)).hasSize(40);
    }

    @Test
    void stratifiedGivesAllWhereMoreAreAsked() {
        List<Example> examples = Examples.random(7, 2, 1, random);

        assertThat(Selection.stratified(examples, 8, 1)).isEqualTo(examples);
        assertThat(Selection.stratified(examples, 7, 1)).isEqualTo(examples);
        assertThat(Selection.stratified(examples, 0, 1)).isEmpty();
    }

    @Test
    void takesTheExamplesOfTheNamedSlicesOrAllWhereNoneIsNamed() {
        List<Example> examples = Examples.random(30, 2, 3, random);

        assertThat(Selection.ofSlices(examples, List.of())).isEqualTo(examples);
        String slice = Objects.requireNonNull(examples.get(4).slice());
        assertThat(Selection.ofSlices(examples, List.of(slice)))
                .isEqualTo(examples.stream()
                        .filter(one -> slice.equals(one.slice()))
                        .toList())
                .hasSizeBetween(1, 29);
        assertThat(Selection.ofSlices(examples, List.of("nowhere"))).isEmpty();
    }

    @Test
    void balancedIsNestedAndAsEvenAsCanBe() {
        for (int trial = 0; trial < 100; trial++) {
            List<Example> examples = Examples.random(1 + random.nextInt(100), 4, 2, random);
            Map<String, Long> there = counts(examples, Example::target);
            List<Example> all = Selection.balanced(examples, Integer.MAX_VALUE, trial);
            assertThat(all).containsExactlyInAnyOrderElementsOf(examples);
            int n = random.nextInt(examples.size() + 1);

            List<Example> chosen = Selection.balanced(examples, n, trial);

            assertThat(chosen).isEqualTo(all.subList(0, n));
            Map<String, Long> taken = counts(chosen, Example::target);
            long most = taken.values().stream().mapToLong(count -> count).max().orElse(0);
            there.forEach((target, count) -> assertThat(taken.getOrDefault(target, 0L))
                    .as("a target has fewer than another only by one, or because there are no more")
                    .isGreaterThanOrEqualTo(Math.min(count, most - 1)));
        }
    }

    @Test
    void balancedLetsTheLabelsTakeTurns() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            examples.add(Examples.of("e" + i, "abc".substring(i / 10, i / 10 + 1), null));
        }

        List<Example> chosen = Selection.balanced(examples, 9, 3);

        for (int i = 0; i < 9; i += 3) {
            assertThat(chosen.subList(i, i + 3)).extracting(Example::target).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    /** Sealed: a recorded run names its examples only by seed, so a seed must mean the same for ever. */
    @Test
    void aSeedMeansTheSameExamplesOnEveryJavaVersion() {
        List<Example> examples = Examples.random(20, 2, 2, new Random(1));

        assertThat(Selection.stratified(examples, 4, 42))
                .extracting(Example::id)
                .containsExactly("e4", "e5", "e6", "e12");
        assertThat(Selection.balanced(examples, 4, 42))
                .extracting(Example::id)
                .containsExactly("e15", "e14", "e16", "e11");
        assertThat(Selection.balanced(examples, 4, 43)).isNotEqualTo(Selection.balanced(examples, 4, 42));
    }

    private static String group(Example example) {
        return example.target() + "/" + example.slice();
    }

    private static Map<String, Long> counts(List<Example> examples, Function<Example, String> of) {
        return examples.stream().collect(Collectors.groupingBy(of, Collectors.counting()));
    }

    @Test
    void drawsFreeAnswersAsTheyComeAndTheTestOverWhatCanBeAnswered() {
        TaskDefinition task = new ShortAnswerTask(AnswerMatch.ALIAS, 0, ShortAnswerTask.DEFAULT_REFUSALS);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            boolean answerable = i % 5 != 0;
            examples.add(new Example("e" + i, "q" + i, answerable ? "a" + i : "", List.of(), null, null, answerable));
        }

        List<Example> training = Selection.training(task, examples, 50, 7);
        assertThat(training.stream().filter(one -> !one.answerable()).count()).isBetween(5L, 15L);
        assertThat(training)
                .startsWith(Selection.training(task, examples, 20, 7).toArray(Example[]::new));
        List<Example> test = Selection.test(task, examples, 50, 7);
        assertThat(test.stream().filter(one -> !one.answerable())).hasSize(10);
    }
}
