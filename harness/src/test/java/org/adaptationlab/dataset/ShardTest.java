package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardTest {

    @ParameterizedTest
    @CsvSource({"1000, 4", "1000, 7", "17, 16", "8, 8", "5, 1", "3, 5"})
    void everyExampleIsInExactlyOneShardAndNoShardHasTwoMoreThanAnother(int examples, int count) {
        List<Example> all = examples(examples);
        List<Integer> places = new ArrayList<>();
        Set<Integer> sizes = new HashSet<>();
        for (int index = 1; index <= count; index++) {
            List<Integer> part = new Shard(index, count).places(all);
            assertThat(part).isSorted();
            sizes.add(part.size());
            places.addAll(part);
        }
        assertThat(places)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, examples).boxed().toList());
        assertThat(Collections.max(sizes) - Collections.min(sizes)).isLessThanOrEqualTo(1);
    }

    @Test
    void theShardOfAnExampleDoesNotDependOnTheOrder() {
        List<Example> all = examples(100);
        List<Example> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(ids(shuffled, new Shard(2, 3))).containsExactlyInAnyOrderElementsOf(ids(all, new Shard(2, 3)));
    }

    /** Worked out outside of Java: ids in the order of what {@code printf %s ID | sha256sum} prints, dealt out in turn. */
    @Test
    void theCutIsTheSameForEver() {
        List<Example> all = examples(10);

        assertThat(ids(all, new Shard(1, 3))).containsExactly("id-1", "id-5", "id-6", "id-9");
        assertThat(ids(all, new Shard(2, 3))).containsExactly("id-0", "id-7", "id-8");
        assertThat(ids(all, new Shard(3, 3))).containsExactly("id-2", "id-3", "id-4");
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "5, 4", "1, 0"})
    void thereIsNoOtherShard(int index, int count) {
        assertThatThrownBy(() -> new Shard(index, count)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> ids(List<Example> all, Shard shard) {
        return shard.places(all).stream().map(place -> all.get(place).id()).toList();
    }

    private static List<Example> examples(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Example("id-" + i, "text " + i, "left", List.of(), null, null, true))
                .toList();
    }
}
