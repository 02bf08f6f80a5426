package org.adaptationlab.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunProgressTest {

    private final StringWriter err = new StringWriter();
    private final AtomicLong seconds = new AtomicLong();
    private final RunProgress progress = new RunProgress(
            new CliContext(
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(err),
                    new BufferedReader(new StringReader("")),
                    Map.of("NO_COLOR", "1"),
                    Path.of(""),
                    Path.of(""),
                    false),
            () -> seconds.get() * 1_000_000_000);

    @Test
    void tellsTheTimeLeftOfWhatIsEmbeddedNow() {
        embedded(20, 100, 0);
        embedded(40, 200, 0);
        embedded(60, 1000, 0);
        assertThat(err.toString().lines())
                .containsExactly(
                        "  indexing  passage 100/1000  3 min 0 s left",
                        "  indexing  passage 200/1000  2 min 40 s left",
                        "  indexing  passage 1000/1000  in 1 min 0 s");
    }

    @Test
    void leavesOutOfItWhatAnEarlierRunHadEmbedded() {
        embedded(20, 300, 500);
        embedded(30, 500, 500);
        embedded(50, 600, 500);
        assertThat(err.toString().lines())
                .containsExactly("  indexing  passage 300/1000", "  indexing  passage 600/1000  1 min 20 s left");
    }

    private void embedded(long atSecond, int done, int before) {
        seconds.set(atSecond);
        progress.embedded(done, before, 1000);
    }
}
