package org.adaptationlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            The  Eiffel-Tower!        | eiffel tower
            **12 days**               | 12 days
            3.5                       | 3.5
            10:30 h.                  | 10:30 h
            1,299.00                  | 1,299.00
            I don’t know.             | i dont know
            ＦＡＸ １２               | fax 12
            STRASSE                   | Straße
            C#                        | c #
            12%                       | 12 %
            A                         | a
            an                        | AN
            soft\u00adhyphen          | softhyphen
            ٣ أيام.                   | ٣ أيام
            """)
    void areTheSameInOtherSpelling(String one, String other) {
        assertThat(AnswerWords.of(one)).isEqualTo(AnswerWords.of(other));
    }

    @ParameterizedTest
    @CsvSource({"3.5, 35", "C#, C", "$5, 5", "don't, do not", "café, cafe"})
    void areNotTheSame(String one, String other) {
        assertThat(AnswerWords.of(one)).isNotEqualTo(AnswerWords.of(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            It is 12 days after delivery. | 12 Days  | true
            It is 112 days.               | 12 days  | false
            Paris, France                 | France   | true
            Parisian                      | Paris    | false
            在三楼的会议室                 | 三楼      | true
            在三楼的会议室                 | 四楼      | false
            東京タワーです                 | タワー    | true
            ตอบว่าสามวันครับ               | สามวัน   | true
            الجواب هو ثلاثة أيام.          | ثلاثة أيام | true
            الثلاثةأيام                    | ثلاثة     | false
            The Hague                     | hague    | true
            anything                      | ?        | false
            $5                            | 5        | true
            """)
    void containWholeWordsAndInScriptsWithoutSpacesAnyPart(String answer, String target, boolean contained) {
        assertThat(AnswerWords.of(answer).contains(AnswerWords.of(target))).isEqualTo(contained);
    }

    @Test
    void f1IsThatOfSquad() {
        AnswerWords target = AnswerWords.of("the old red house");
        assertThat(AnswerWords.of("a red house").f1(target)).isEqualTo(2 * (1.0 * 2 / 3) / (1.0 + 2.0 / 3));
        assertThat(AnswerWords.of("red red red").f1(target)).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(AnswerWords.of("blue").f1(target)).isZero();
        assertThat(AnswerWords.of("").f1(AnswerWords.of("!"))).isEqualTo(1);
        assertThat(AnswerWords.of("").f1(target)).isZero();
    }

    @Test
    void f1IsSymmetricAndOneForItself() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            AnswerWords a = AnswerWords.of(RandomText.of(random, 12));
            AnswerWords b = AnswerWords.of(RandomText.of(random, 12));
            assertThat(a.f1(b)).isEqualTo(b.f1(a)).isBetween(0.0, 1.0);
            assertThat(a.f1(a)).isEqualTo(1);
            assertThat(a.contains(a)).isEqualTo(!a.words().isEmpty());
        }
    }

    @Test
    void aLongTextIsNoTrouble() {
        assertThat(AnswerWords.of("1.".repeat(500_000)).words()).hasSize(1);
        assertThat(AnswerWords.of("\u0e40\u0e48".repeat(200_000)).words()).hasSize(200_000);
    }
}
