package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedTableTest {

    @Test
    void countsWhoWasRightWhere() {
        PairedTable table = PairedTable.of(new double[] {1, 1, 1, 0, 0}, new double[] {1, 0, 0, 1, 0});

        assertThat(table).isEqualTo(new PairedTable(5, 1, 2, 1, 1, 0.2));
    }

    @Test
    void takesTheMajorityOfRepetitionsButTheDifferenceOfMeans() {
        PairedTable table = PairedTable.of(new double[] {2 / 3.0, 0.5}, new double[] {1 / 3.0, 1});

        assertThat(table.aOnly()).isEqualTo(1);
        assertThat(table.bOnly()).isEqualTo(1);
        assertThat(table.difference()).isCloseTo(-1 / 12.0, within(1e-12));
    }

    @Test
    void refusesCellsThatDoNotAddUp() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PairedTable(5, 1, 1, 1, 1, 0));
    }

    /** {@code statsmodels.stats.contingency_tables.mcnemar([[0, a], [b, 0]], exact=True).pvalue}, statsmodels 0.15.0. */
    @ParameterizedTest
    @CsvSource({
        "1, 5, 0.21875",
        "3, 12, 0.03515625",
        "40, 8, 3.3052667092192682e-06",
        "7, 7, 1.0",
        "0, 6, 0.03125",
        "0, 0, 1.0"
    })
    void mcNemarAgreesWithStatsmodels(int aOnly, int bOnly, double p) {
        PairedTable table = new PairedTable(aOnly + bOnly + 10, 4, aOnly, bOnly, 6, 0);

        assertThat(MatchedPairs.of(table).p()).isCloseTo(p, within(1e-9));
    }
}
