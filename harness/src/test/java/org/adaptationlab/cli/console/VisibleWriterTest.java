package org.adaptationlab.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VisibleWriterTest {

    private final StringWriter screen = new StringWriter();
    private final VisibleWriter writer = VisibleWriter.over(new PrintWriter(screen));

    private String seen() {
        writer.flush();
        return screen.toString();
    }

    @Test
    void sendsOrdinaryTextOnAsItIs() {
        String text = "a,\"b\tc\"\n{\"é\": \"返品 مرحبا 👩‍💻\"}\n";

        writer.print(text);

        assertThat(seen()).isEqualTo(text);
    }

    @Test
    void endsLinesAsTheSystemDoes() {
        writer.println("a");
        writer.println();

        assertThat(screen).hasToString("a" + System.lineSeparator() + System.lineSeparator());
    }

    @Test
    void showsWhatATerminalWouldObey() {
        writer.print("\u001b]52;c;aGk=\u0007 \u001b[2J one\rtwo \u009b31m \u202e \u007f");

        assertThat(seen()).isEqualTo("⟨U+001B⟩]52;c;aGk=⟨U+0007⟩ ⟨U+001B⟩[2J one⏎two ⟨U+009B⟩31m ⟨U+202E⟩ ⟨U+007F⟩");
    }

    @Test
    void seesThroughTheSizeOfPieces() {
        for (char unit : "👩 \u001b[0m a\r\nb\rc".toCharArray()) {
            writer.print(unit);
        }
        writer.write("xx\u001bxx".toCharArray(), 2, 1);
        writer.print('\r');

        assertThat(seen()).isEqualTo("👩 ⟨U+001B⟩[0m a\nb⏎c⟨U+001B⟩⏎");
    }

    @Test
    void isPutBeforeAWriterOnce() {
        assertThat(VisibleWriter.over(writer)).isSameAs(writer);
    }

    @Test
    void onlyTheProgramItselfMovesTheCursor() {
        CliContext context = new CliContext(
                new PrintWriter(new StringWriter()),
                new PrintWriter(screen),
                new BufferedReader(Reader.nullReader()),
                Map.of(),
                Path.of(""),
                Path.of(""),
                true);

        context.err().print("x\u001b[A");
        context.overwriteLine("1/2 \u001b[2J");
        context.err().flush();

        assertThat(screen).hasToString("x⟨U+001B⟩[A\r\u001b[K1/2 ⟨U+001B⟩[2J");
    }
}
