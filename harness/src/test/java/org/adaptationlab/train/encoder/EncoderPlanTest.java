package org.adaptationlab.train.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adaptationlab.lab.EncoderTuning;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.Test;

class EncoderPlanTest {

    private static final EncoderTuning TUNING = new EncoderTuning(2, 3, 1e-4, 2, List.of(1L, 2L));

    @Test
    void whateverDecidesAnEncoderIsInItsKey() {
        List<String> texts = List.of("a", "b", "c");
        List<String> labels = List.of("x", "y", "x");
        List<EncoderPlan> others = List.of(
                new EncoderPlan(List.of("a", "c", "b"), labels, TUNING, 1),
                new EncoderPlan(texts, List.of("x", "y", "y"), TUNING, 1),
                new EncoderPlan(texts, labels, new EncoderTuning(3, 3, 1e-4, 2, List.of(1L)), 1),
                new EncoderPlan(texts, labels, new EncoderTuning(2, 4, 1e-4, 2, List.of(1L)), 1),
                new EncoderPlan(texts, labels, new EncoderTuning(2, 3, 2e-4, 2, List.of(1L)), 1),
                new EncoderPlan(texts, labels, new EncoderTuning(2, 3, 1e-4, 3, List.of(1L)), 1),
                new EncoderPlan(texts, labels, TUNING, 2));

        assertThat(Stream.concat(Stream.of(new EncoderPlan(texts, labels, TUNING, 1)), others.stream())
                        .map(EncoderPlan::key))
                .doesNotHaveDuplicates();
    }

    @Test
    void otherSeedsOfTheSameModeLeaveTheKeyAsItIs() {
        EncoderTuning alone = new EncoderTuning(2, 3, 1e-4, 2, List.of(1L));

        assertThat(new EncoderPlan(List.of("a"), List.of("x"), alone, 1).key())
                .isEqualTo(new EncoderPlan(List.of("a"), List.of("x"), TUNING, 1).key());
    }

    @Test
    void countsAnEpochsLastAndSmallerBatch() {
        EncoderPlan plan = new EncoderPlan(List.of("a", "b", "c"), List.of("x", "y", "x"), TUNING, 1);

        assertThat(plan.steps()).isEqualTo(3 * 2);
        assertThat(plan.classes()).containsExactly("x", "y");
    }

    @Test
    void aPackHasNoMorePlacesThanAllowedUnlessOneTextAloneHas() {
        List<int[]> tokens = new Random(1)
                .ints(60, 1, 400)
                .mapToObj(length -> IntStream.range(0, length).toArray())
                .toList();
        int[] labels = IntStream.range(0, 60).toArray();

        List<EncoderBatch> packs = EncoderBatch.packs(
                tokens, labels, IntStream.range(0, 60).boxed().toList());

        assertThat(packs)
                .allSatisfy(
                        pack -> assertThat(pack.texts() * pack.width()).isLessThanOrEqualTo(EncoderBatch.MAX_PLACES));
        assertThat(packs.stream().flatMapToInt(pack -> IntStream.of(pack.labels())))
                .containsExactly(IntStream.range(0, 60).boxed().toArray(Integer[]::new));
    }

    @Test
    void refusesAnEncoderForWhichMemoryIsTooSmall() {
        EncoderMemory memory = EncoderMemory.of(new EncoderPlan(List.of("a"), List.of("x"), TUNING, 1));

        memory.requireWithin(memory.total());
        assertThatThrownBy(() -> memory.requireWithin(memory.total() - 1))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("train fewer layers");
    }
}
