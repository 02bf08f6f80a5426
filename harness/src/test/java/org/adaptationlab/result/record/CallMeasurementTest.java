package org.adaptationlab.result.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallMeasurementTest {

    /** 500 tokens of thinking and 5 of an answer. */
    @Test
    void countsTheTokensOfTheAnswerAlone() {
        assertThat(thought(500).answerTokens()).isEqualTo(5);
        assertThat(thought(null).answerTokens())
                .as("thinking was seen and its tokens were not counted apart")
                .isNull();
        assertThat(new CallMeasurement(10, 505, null, null, 1.0, null, null, 2.0).answerTokens())
                .isEqualTo(505);
    }

    @Test
    void countsRetrievalIntoTheTimeForAnAnswer() {
        assertThat(new CallMeasurement(10, 5, null, 2000.0, 1.0, null, null, 100.0).waitMs())
                .isEqualTo(2100.0);
        assertThat(new CallMeasurement(10, 5, null, null, 1.0, null, null, 100.0).waitMs())
                .isEqualTo(100.0);
        assertThat(CallMeasurement.NONE.waitMs()).isNull();
    }

    private static CallMeasurement thought(@Nullable Integer tokens) {
        return new CallMeasurement(
                10, 505, null, null, 10_000.0, null, null, 10_100.0, tokens, 10_000.0, 10_000.0, null);
    }
}
