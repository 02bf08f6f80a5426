package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.score.ClassificationReport.Judged;
import org.adaptationlab.score.ClassificationReport;
import org.adaptationlab.score.MacroF1Interval;
import org.junit.jupiter.api.Test;

class MeanIntervalTest {

    @Test
    void isWilsonsForRightAndWrong() {
        assertThat(MeanInterval.of(ScoreTable.of(1, 0, 1, 1), true, 1))
                .isEqualTo(new IntervalEstimate(WilsonInterval.of(3, 4), IntervalMethod.WILSON, null));
    }

    @Test
    void isResampledForScoresInBetween() {
        double[] scores = new double[120];
        Arrays.setAll(scores, i -> i % 5 / 4.0);

        IntervalEstimate estimate = MeanInterval.of(ScoreTable.of(scores), false, 1);

        assertThat(estimate.method()).isEqualTo(IntervalMethod.BCA);
        assertThat(estimate.interval().low()).isBetween(0.42, 0.45);
        assertThat(estimate.interval().high()).isBetween(0.55, 0.58);
    }

    @Test
    void neverShrinksToAPoint() {
        assertThat(MeanInterval.of(ScoreTable.of(0.7), false, 1).interval().high())
                .isGreaterThan(0.9);
        double[] same = new double[20];
        Arrays.fill(same, 0.7);
        assertThat(MeanInterval.of(ScoreTable.of(same), false, 1).interval())
                .isEqualTo(WilsonInterval.of(0.7 * 20, 20));
        ScoreTable allRight = new ScoreTable(new double[][] {{1, 1, 1}, {1, 1, 1}}, Clusters.none(3));
        assertThat(MeanInterval.of(allRight, true, 1).interval()).isEqualTo(WilsonInterval.of(3, 3));
    }

    @Test
    void givesMacroF1AnIntervalAroundIt() {
        List<String> labels = List.of("a", "b", "c");
        List<Judged> calls = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            calls.add(new Judged(labels.get(i % 3), i % 4 == 0 ? null : labels.get((i + i / 30) % 3)));
        }
        List<List<Judged>> units = calls.stream().map(List::of).toList();
        double macroF1 = ClassificationReport.of(labels, calls).macroF1();

        IntervalEstimate estimate = Objects.requireNonNull(MacroF1Interval.of(labels, units, 1));

        assertThat(estimate.method()).isEqualTo(IntervalMethod.BCA);
        assertThat(estimate.interval().low()).isBetween(macroF1 - 0.15, macroF1 - 0.05);
        assertThat(estimate.interval().high()).isBetween(macroF1 + 0.05, macroF1 + 0.15);
    }

    @Test
    void givesMacroF1NoIntervalWhereNothingMovesIt() {
        assertThat(MacroF1Interval.of(List.of("a"), List.of(List.of(new Judged("a", "a"))), 1))
                .isNull();
        List<List<Judged>> right = List.of(List.of(new Judged("a", "a")), List.of(new Judged("a", "a")));
        assertThat(MacroF1Interval.of(List.of("a", "b"), right, 1)).isNull();
    }
}
