package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void wordsItsVerdict() {
        assertThat(Verdict.of(0.1, 0.01, 0.9).word()).isEqualTo("better");
        assertThat(Verdict.of(-0.1, 0.01, 0.9).word()).isEqualTo("worse");
        assertThat(Verdict.of(0.01, 0.01, 0.01).word()).isEqualTo("slightly better");
        assertThat(Verdict.of(-0.01, 0.01, 0.01).word()).isEqualTo("slightly worse");
        assertThat(Verdict.of(0.01, 0.4, 0.01).word()).isEqualTo("equivalent");
        assertThat(Verdict.of(0.1, 0.05, 0.05).word()).isEqualTo("no difference shown");
    }
}
