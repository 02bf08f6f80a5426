package org.adaptationlab.result.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvCellsTest {

    /** What a spreadsheet whose list separator is a semicolon makes a formula of. */
    private static final Pattern INNER_FORMULA = Pattern.compile("[;\\t\\r\\n]\"*[=+\\-@＝＋－＠]");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "fine;=1+1;|' fine;'=1+1;",
                "a;\"=1+1\"|' a;'\"=1+1\"",
                "=1;'x;+2|' =1;''x;'+2",
                "a;'b|a;'b",
                "a; b|a; b",
                "=1+1|'=1+1",
                "'a|''a",
                "a=b|a=b",
            })
    void neutralisesFormulasAtTheStartAndBehindSeparators(String text, String cell) {
        assertThat(CsvCells.text(text)).isEqualTo(cell);
        assertThat(CsvCells.plain(cell)).isEqualTo(text);
    }

    @Test
    void neutralisesFormulasBehindLineEndsAndTabs() {
        assertThat(CsvCells.text("list:\n- a\r\n- b\t@c")).isEqualTo("' list:\n'- a\r\n'- b\t'@c");
    }

    @Test
    void readsCellsOfEarlierVersionsAsTheyWereMeant() {
        assertThat(CsvCells.plain("a;=1+1")).isEqualTo("a;=1+1");
        assertThat(CsvCells.plain("a;'b")).isEqualTo("a;'b");
        assertThat(CsvCells.plain("'=1;'=2")).isEqualTo("=1;'=2");
        assertThat(CsvCells.plain("'' x;'y")).isEqualTo("' x;'y");
    }

    @Test
    void givesEveryTextBackAndLetsNoFormulaThrough() {
        String signs = ";\t\n\r'\"=+-@＝ a,";
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(9); length > 0; length--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            String cell = Objects.requireNonNull(CsvCells.text(text.toString()));

            assertThat(CsvCells.plain(cell)).isEqualTo(text.toString());
            assertThat(INNER_FORMULA.matcher(cell).find()).as(cell).isFalse();
            assertThat("=+-@\t\r\n＝".indexOf(cell.charAt(0))).as(cell).isNegative();
        }
    }
}
