package org.adaptationlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12                          | 12
            It takes 12 days, not 15.   | 12
            1.299,00 €                  | 1299
            1,299.50                    | 1299.5
            1 299,00                    | 1299
            1\u202f299\u00a0EUR         | 1299
            CHF 1'299.-                 | 1299
            1’299’000.5                 | 1299000.5
            1,299,000                   | 1299000
            1.299.000                   | 1299000
            12,34,567.8                 | 1234567.8
            3,5 %                       | 3.5
            0,125                       | 0.125
            .5                          | 0.5
            12.                         | 12
            -4 °C                       | -4
            \u22124                     | -4
            3-5 days                    | 3
            １２．５                     | 12.5
            ١٢٫٥                        | 12.5
            १२                          | 12
            1e3                         | 1000
            CO2: 12 ppm                 | 12
            共12個                       | 12
            Version 1.2.3, 4 files      | 4
            01.05.2024 at 8             | 8
            1234.567                    | 1234.567
            2024 100                    | 2024
            """)
    void readsTheFirstNumber(String text, BigDecimal number) {
        assertThat(NumberText.first(text))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(number);
    }

    @Test
    void leavesOpenWhatASingleSeparatorMeans() {
        assertThat(NumberText.first("1.299")).containsExactly(new BigDecimal("1.299"), new BigDecimal("1299"));
        assertThat(NumberText.first("1,299")).containsExactly(new BigDecimal("1.299"), new BigDecimal("1299"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "twelve", "1.2.3", "-", ".", "1,2.3,4"})
    void findsNoneWhereThereIsNone(String text) {
        assertThat(NumberText.first(text)).isEmpty();
    }

    @Test
    void takesAnyText() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            assertThat(NumberText.first(RandomText.of(random, 20)).size()).isLessThan(3);
        }
        Stream.of("1.", "1 000 ", "9", "-", "1e", "12'345'")
                .forEach(piece -> assertThat(
                                NumberText.first(piece.repeat(100_000)).size())
                        .isLessThan(3));
    }
}
