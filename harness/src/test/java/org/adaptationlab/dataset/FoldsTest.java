package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.TaskDefinition;
import org.junit.jupiter.api.Test;

class FoldsTest {

    private static final TaskDefinition TASK = new ClassificationTask(List.of("left", "right"));

    private static Example example(String id, String input, String target) {
        return new Example(id, input, target, List.of(), null, null, true);
    }

    /** Texts of different words. */
    private static List<Example> examples(int n) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String word = Integer.toString(1_000_003 * (i + 1), 36);
            examples.add(example("a" + i, word + " " + word + "x q" + word, i % 3 == 0 ? "left" : "right"));
        }
        return examples;
    }

    @Test
    void dealsEachExampleOnceAndEachLabelInTurn() {
        List<Example> examples = examples(12);

        Folds folds = Folds.of(TASK, examples, 2);

        assertThat(folds.parts().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(examples);
        assertThat(folds.parts()).allSatisfy(part -> {
            assertThat(part).hasSize(6);
            assertThat(part.stream().filter(example -> example.target().equals("left")))
                    .hasSize(2);
        });
    }

    @Test
    void keepsTextsThatAreNearlyTheSameTogether() {
        List<Example> examples = new ArrayList<>(examples(6));
        examples.add(example("copy", examples.get(1).input() + "!", "left"));

        Folds folds = Folds.of(TASK, examples, 3);

        assertThat(folds.parts())
                .filteredOn(
                        part -> part.stream().anyMatch(example -> example.id().equals("copy")))
                .singleElement()
                .satisfies(part -> assertThat(part).extracting(Example::id).contains("a1"));
    }

    @Test
    void aFoldsDataSetHasNoTestExampleOfTheWholeAndNoExampleOnBothSides() {
        List<Example> examples = examples(9);
        List<Example> test = List.of(example("t", "never to be seen", "left"));
        Dataset whole = new Dataset("turns", Path.of("turns"), "digest", examples, test, List.of());
        Folds folds = Folds.of(TASK, examples, 3);

        List<Dataset> sets = Stream.of(0, 1, 2)
                .map(held -> folds.dataset(whole, examples, held))
                .toList();

        assertThat(sets).allSatisfy(set -> {
            assertThat(set.train()).hasSize(6).doesNotContainAnyElementsOf(set.test());
            assertThat(set.test()).hasSize(3).doesNotContainAnyElementsOf(test);
        });
        assertThat(sets).extracting(Dataset::digest).doesNotHaveDuplicates().doesNotContain("digest");
    }
}
