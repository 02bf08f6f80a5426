package org.adaptationlab.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void alignsColumnsByCharactersAndLeavesNoBlanksAtTheEnd() {
        StringWriter out = new StringWriter();

        new TextTable()
                .row("a", "long cell", "x")
                .row("\ud83d\ude00\ud83d\ude00", "b")
                .row()
                .print(new PrintWriter(out, true), "  ");

        assertThat(out.toString().lines()).containsExactly("  a   long cell  x", "  \ud83d\ude00\ud83d\ude00  b", "");
    }
}
