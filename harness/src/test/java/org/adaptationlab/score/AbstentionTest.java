package org.adaptationlab.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adaptationlab.score.Abstention.Case;
import org.adaptationlab.score.Abstention.Rate;
import org.adaptationlab.statistics.WilsonInterval;
import org.junit.jupiter.api.Test;

class AbstentionTest {

    @Test
    void countsRefusalsOfBothKindsOfQuestions() {
        Abstention found = Abstention.of(List.of(
                new Case(false, true),
                new Case(false, true),
                new Case(false, false),
                new Case(true, true),
                new Case(true, false),
                new Case(true, false),
                new Case(true, false)));

        assertThat(found).isEqualTo(new Abstention(new Rate(2, 3), new Rate(2, 3), new Rate(1, 4)));
        assertThat(found.falseAbstention().value()).isEqualTo(0.25);
        assertThat(found.falseAbstention().interval()).isEqualTo(WilsonInterval.of(1, 4));
    }

    @Test
    void isNotMeasuredWhereThereIsNothingToCount() {
        Abstention never = Abstention.of(List.of(new Case(true, false)));

        assertThat(never.recall().value()).isNull();
        assertThat(never.precision().interval()).isNull();
        assertThat(never.falseAbstention().value()).isZero();
    }

    @Test
    void aModelThatAlwaysRefusesShowsInTheControl() {
        Abstention always = Abstention.of(List.of(new Case(true, true), new Case(false, true)));

        assertThat(always.recall().value()).isEqualTo(1);
        assertThat(always.falseAbstention().value()).isEqualTo(1);
    }
}
