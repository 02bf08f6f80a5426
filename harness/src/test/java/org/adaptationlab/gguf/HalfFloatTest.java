package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {

    @Test
    void everyHalfIsWrittenAsItWasRead() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float value = HalfFloat.toFloat(bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.ofFloat(value)).isEqualTo((short) bits);
            }
        }
        assertThat(HalfFloat.toFloat(HalfFloat.ofFloat(Float.NaN))).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "1.00048828125, 1.0",
        "1.0004884, 1.0009766",
        "1.00146484375, 1.0019531",
        "-1.00146484375, -1.0019531",
        "2047.5, 2048",
        "65519.996, 65504",
        "65520, Infinity",
        "-1e30, -Infinity",
        "2.9802322E-8, 0.0",
        "2.9802326E-8, 5.9604645E-8",
        "8.940697E-8, 1.1920929E-7",
        "6.1020257E-5, 6.1035156E-5"
    })
    void halfwayValuesGoToTheEvenOne(float value, float expected) {
        assertThat(HalfFloat.toFloat(HalfFloat.ofFloat(value))).isEqualTo(expected);
    }
}
