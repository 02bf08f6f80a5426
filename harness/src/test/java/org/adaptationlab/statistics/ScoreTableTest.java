package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTableTest {

    /** Their mean comes out as 0.5000000000000001 for some of these numbers. */
    @ParameterizedTest
    @ValueSource(ints = {2, 18, 22, 36, 40})
    void countsNoExampleAsRightThatHalfOfTheAdaptersHaveRight(int adapters) {
        double[][] scores = new double[adapters][1];
        Arrays.setAll(scores, adapter -> new double[] {adapter % 2});

        assertThat(ScoreTable.isRight(new ScoreTable(scores, Clusters.none(1)).means()[0]))
                .isFalse();
    }

    @Test
    void countsAnExampleAsRightThatMostHaveRight() {
        assertThat(ScoreTable.isRight(51 / 100.0)).isTrue();
        assertThat(ScoreTable.isRight(0.500001)).as("a rounded half").isFalse();
        assertThat(ScoreTable.isRight(1)).isTrue();
        assertThat(ScoreTable.isRight(0)).isFalse();
    }
}
