package org.adaptationlab.train.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.adaptationlab.train.job.TokenSequence;
import org.junit.jupiter.api.Test;

class PackedBatchTest {

    private static final TokenSequence LONG = new TokenSequence(new int[] {1, 2, 3, 4}, new int[] {8, 9});
    private static final TokenSequence SHORT = new TokenSequence(new int[] {1, 2, 5}, new int[] {7, 9});

    @Test
    void laysTheSharedBeginningOnceBeforeTheRests() {
        PackedBatch batch = PackedBatch.of(List.of(LONG, SHORT), PackedBatch.ANSWERS_ONLY);
        assertThat(batch.prefix()).isEqualTo(2);
        assertThat(batch.tokens()).containsExactly(1, 2, 3, 4, 8, 5, 7);
        assertThat(batch.positions()).containsExactly(0, 1, 2, 3, 4, 2, 3);
        assertThat(batch.rests()).containsExactly(3, 2);
        assertThat(batch.rows()).isEqualTo(PackedBatch.rows(List.of(LONG, SHORT)));
    }

    @Test
    void predictsEachAnswerTokenFromTheRowBeforeIt() {
        PackedBatch batch = PackedBatch.of(List.of(LONG, SHORT), PackedBatch.ANSWERS_ONLY);
        assertThat(batch.predicting()).containsExactly(3, 4, 5, 6);
        assertThat(batch.targets()).containsExactly(8, 9, 7, 9);
    }

    @Test
    void predictsTheTokensOfPromptsFromAPositionOnAfterThoseOfAnswers() {
        PackedBatch batch = PackedBatch.of(List.of(LONG, SHORT), 1);
        assertThat(batch.answers()).isEqualTo(4);
        assertThat(batch.targets()).containsExactly(8, 9, 7, 9, 2, 3, 4, 2, 5);
        assertThat(batch.predicting()).containsExactly(3, 4, 5, 6, 0, 1, 2, 0, 1);
        assertThat(PackedBatch.of(List.of(LONG, SHORT), 0).targets()).containsExactly(batch.targets());
        assertThat(PackedBatch.of(List.of(LONG, SHORT), 3).targets()).containsExactly(8, 9, 7, 9, 4);
    }

    @Test
    void keepsTheLastPromptTokenOutOfThePrefix() {
        assertThat(PackedBatch.sharedPrefix(List.of(SHORT, SHORT))).isEqualTo(2);
        TokenSequence beginning = new TokenSequence(new int[] {1, 2}, new int[] {3, 9});
        assertThat(PackedBatch.sharedPrefix(List.of(LONG, beginning))).isEqualTo(1);
    }

    @Test
    void sharesNothingWhereNothingIsShared() {
        TokenSequence other = new TokenSequence(new int[] {6, 2, 3}, new int[] {9});
        assertThat(PackedBatch.sharedPrefix(List.of(LONG, other))).isZero();
        assertThat(PackedBatch.sharedPrefix(List.of(LONG))).isZero();
        assertThat(PackedBatch.of(List.of(LONG, other), PackedBatch.ANSWERS_ONLY)
                        .tokens())
                .containsExactly(1, 2, 3, 4, 8, 6, 2, 3);
    }

    @Test
    void dividesABatchThatIsTooLongIntoPacks() {
        List<PackedBatch> packs = Batches.packs(List.of(LONG, SHORT, LONG, SHORT), 7, PackedBatch.ANSWERS_ONLY);
        assertThat(packs).extracting(PackedBatch::rows).containsExactly(7, 7);
        assertThat(Batches.packs(List.of(LONG, SHORT), 3, PackedBatch.ANSWERS_ONLY))
                .extracting(PackedBatch::rows)
                .containsExactly(5, 4);
    }

    @Test
    void showsEveryExampleOnceInAnEpochAndInAnotherOrderInTheNext() {
        List<TokenSequence> sequences = IntStream.range(0, 23)
                .mapToObj(i -> new TokenSequence(new int[] {i}, new int[] {9}))
                .toList();
        Batches batches = new Batches(sequences, 5, 1);
        List<TokenSequence> first =
                batches.nextEpoch().stream().flatMap(List::stream).toList();
        List<TokenSequence> second =
                batches.nextEpoch().stream().flatMap(List::stream).toList();
        assertThat(batches.perEpoch()).isEqualTo(5);
        assertThat(first).containsExactlyInAnyOrderElementsOf(sequences);
        assertThat(second).containsExactlyInAnyOrderElementsOf(sequences).isNotEqualTo(first);
    }
}
