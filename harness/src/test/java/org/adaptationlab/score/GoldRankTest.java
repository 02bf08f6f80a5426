package org.adaptationlab.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldRankTest {

    /** nDCG from scikit-learn 1.5: {@code ndcg_score([[0, 0, 1, 0]], [[4, 3, 2, 1]])} and so on. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 0.5, 0.6309297535714575", "3, 0.333333333333, 0.5", "7, 0.142857142857, 0.333333333333"})
    void discountsByTheRank(int rank, double reciprocal, double ndcg) {
        assertThat(new GoldRank(rank).values())
                .containsEntry(Metric.RECALL_AT_K, 1.0)
                .hasEntrySatisfying(
                        Metric.RECIPROCAL_RANK, found -> assertThat(found).isCloseTo(reciprocal, within(1e-9)))
                .hasEntrySatisfying(Metric.NDCG, found -> assertThat(found).isCloseTo(ndcg, within(1e-9)));
    }

    @Test
    void isZeroWhereTheDocumentIsNotThere() {
        assertThat(new GoldRank(null).values().values()).containsOnly(0.0);
        assertThatIllegalArgumentException().isThrownBy(() -> new GoldRank(0));
    }

    @Test
    void tellsTheRetrievalsFaultFromTheModels() {
        assertThat(RetrievalOutcome.of(false, false).word()).isEqualTo("retrieval-miss");
        assertThat(RetrievalOutcome.of(false, true).word()).isEqualTo("generation-miss");
        assertThat(RetrievalOutcome.of(true, false).word()).isEqualTo("answered-without-passage");
        assertThat(RetrievalOutcome.of(true, true).word()).isEqualTo("answered-with-passage");
    }
}
