package org.adaptationlab.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.TuningRecord.Effort;
import org.adaptationlab.tune.CandidateScores.Mean;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    /** A digit per example; a blank is a call that failed. */
    private static CandidateScores scores(String digits) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) != ' ') {
                scores.put("e" + i, (double) (digits.charAt(i) - '0'));
            }
        }
        return new CandidateScores(scores, 0, Effort.NONE);
    }

    private static Choice choose(int own, String... candidates) {
        List<String> names = List.of("m.1", "m.2", "m.3", "m.4").subList(0, candidates.length);
        return Choice.of(
                names, List.of(candidates).stream().map(ChoiceTest::scores).toList(), own);
    }

    @Test
    void keepsTheModesOwnSettingsWithinOneStandardErrorOfTheBest() {
        Choice choice = choose(1, "0000000000", "1101110000", "1111110000");

        assertThat(choice.best()).isEqualTo(2);
        assertThat(choice.behind().get(1)).hasValueSatisfying(mean -> {
            assertThat(mean.value()).isCloseTo(0.1, within(1e-12));
            assertThat(mean.standardError()).isCloseTo(0.1, within(1e-12));
        });
        assertThat(choice.chosen()).isEqualTo(1);
        assertThat(choice.reason())
                .isEqualTo(
                        "m.3 has the highest mean; m.2 is 10.0 points (standard error 10.0) behind, within one standard"
                                + " error, and is what the lab file has: it stays");
    }

    @Test
    void leavesThemWhereTheBestIsMoreThanOneStandardErrorAhead() {
        Choice choice = choose(0, "0000000000", "1111000000");

        assertThat(choice.chosen()).isEqualTo(1);
        assertThat(choice.reason())
                .isEqualTo("m.2 has the highest mean; m.1, which the lab file has, is 40.0 points (standard error 16.3)"
                        + " behind, more than one standard error");
    }

    @Test
    void takesTheFirstOfThoseThatAreAsGoodWhereItsOwnAreNot() {
        assertThat(choose(2, "1101110000", "1111110000", "0000000000").chosen()).isZero();
        assertThat(choose(-1, "1101110000", "1111110000").chosen()).isZero();
        assertThat(choose(-1, "1111110000", "1111110000").chosen()).isZero();
    }

    /** Candidates that answer the same examples alike differ by less than each mean is uncertain. */
    @Test
    void comparesExampleByExample() {
        Choice choice = choose(0, "0001111111", "1111111111");

        assertThat(choice.chosen())
                .as("30 points behind, with an error of 15.3")
                .isEqualTo(1);
        assertThat(choose(0, "01", "11").chosen())
                .as("50 points, with an error of 50")
                .isZero();
    }

    @Test
    void holdsCandidatesAgainstEachOtherOnTheExamplesThatBothHave() {
        Choice choice = choose(0, "1     ", "111000");

        assertThat(choice.best()).as("the mean of what it has").isZero();
        assertThat(choice.behind().get(1)).map(Mean::n).hasValue(1);
        assertThat(choice.chosen()).isZero();
    }

    @Test
    void neverTakesACandidateWithoutScores() {
        assertThat(choose(0, "    ", "0000").chosen()).isEqualTo(1);
        assertThatThrownBy(() -> choose(0, "   ", "  "))
                .isInstanceOf(ResultFormatException.class)
                .hasMessageContaining("no candidate has a score");
    }
}
