package org.adaptationlab.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenRateTest {

    @Test
    void countsTheTokensAfterTheFirstOverTheTimeAfterIt() {
        TokenRate rate = new TokenRate();
        rate.add(11, 500.0, 600.0);
        rate.add(3, 100.0, 200.0);

        assertThat(rate.perSecond()).isEqualTo(60.0);
    }

    @Test
    void saysHowLongATokenTakes() {
        assertThat(TokenRate.perToken(11, 500.0, 600.0)).isEqualTo(10.0);
        assertThat(TokenRate.perToken(1, 500.0, 600.0)).isNull();
        assertThat(TokenRate.perToken(null, 500.0, 600.0)).isNull();
    }

    @Test
    void isNotMeasuredWhereNoAnswerHasTwoTokens() {
        TokenRate rate = new TokenRate();
        rate.add(1, 500.0, 501.0);
        rate.add(null, 500.0, 600.0);
        rate.add(5, null, 600.0);

        assertThat(rate.perSecond()).isNull();
    }
}
