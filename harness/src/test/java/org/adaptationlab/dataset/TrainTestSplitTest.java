package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainTestSplitTest {

    private final Random random = new Random(5);

    @Test
    void splitsEachTargetByTheShareAndKeepsTheOrder() {
        List<Example> examples = IntStream.range(0, 200)
                .mapToObj(i -> example(i, randomText(), i % 4 == 0 ? "rare" : "common"))
                .toList();

        TrainTestSplit split = TrainTestSplit.of(examples, 0.3, 1);

        assertThat(split.test()).hasSize(60);
        assertThat(split.test()).filteredOn(e -> e.target().equals("rare")).hasSize(15);
        for (List<Example> side : List.of(split.train(), split.test())) {
            assertThat(side).isSortedAccordingTo(Comparator.comparingInt(examples::indexOf));
        }
        List<Example> both = new ArrayList<>(split.train());
        both.addAll(split.test());
        assertThat(both).containsExactlyInAnyOrderElementsOf(examples);
    }

    @Test
    void keepsLikeTextsOnOneSideAlsoThroughAThird() {
        for (int trial = 0; trial < 50; trial++) {
            List<Example> examples = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                // each text is near the one before and after it, and not near the rest of its chain
                String text = randomText();
                for (int copy = 0; copy < 3; copy++) {
                    examples.add(example(examples.size(), text, "t" + random.nextInt(3)));
                    text = "w" + random.nextInt(1000) + " " + text.substring(0, text.lastIndexOf(' '));
                }
            }

            TrainTestSplit split = TrainTestSplit.of(examples, 0.5, trial);

            assertThat(LeakageCheck.find(inputs(split.train()), inputs(split.test())))
                    .isEmpty();
            assertThat(split.train()).isNotEmpty();
            assertThat(split.test()).isNotEmpty();
        }
    }

    @Test
    void anotherSeedIsAnotherSplit() {
        List<Example> examples = IntStream.range(0, 30)
                .mapToObj(i -> example(i, randomText(), "t"))
                .toList();

        assertThat(TrainTestSplit.of(examples, 0.5, 1)).isEqualTo(TrainTestSplit.of(examples, 0.5, 1));
        assertThat(TrainTestSplit.of(examples, 0.5, 1)).isNotEqualTo(TrainTestSplit.of(examples, 0.5, 2));
    }

    @Test
    void leavesNoSideEmpty() {
        List<Example> two = List.of(example(0, "one text", "a"), example(1, "quite another", "b"));

        assertThat(TrainTestSplit.of(two, 0.01, 1).test()).hasSize(1);
        assertThat(TrainTestSplit.of(two, 0.99, 1).train()).hasSize(1);
    }

    private String randomText() {
        StringBuilder text = new StringBuilder("w");
        for (int i = 0; i < 29; i++) {
            text.append(random.nextInt(1000)).append(" w");
        }
        return text.append("0").toString();
    }

    private static Example example(int id, String input, String target) {
        return new Example("e" + id, input, target, List.of(), null, null, true);
    }

    private static List<String> inputs(List<Example> examples) {
        return examples.stream().map(Example::input).toList();
    }
}
