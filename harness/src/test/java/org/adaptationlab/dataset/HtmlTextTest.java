package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HtmlTextTest {

    @Test
    void marksHeadingsAndKeepsBlocksApart() {
        assertThat(HtmlText.of("""
                        <html><head><title>Site</title><style>p {}</style></head><body>
                        <nav><a href="/">Home</a></nav>
                        <h1>Leave &amp; pay</h1>
                        <p>Twenty <b>days</b>
                        a year.</p>
                        <h3>Who asks</h3>
                        <ul><li>You</li><li>Your lead</li></ul>
                        <table><tr><th>Grade</th><th>Days</th></tr><tr><td>A</td><td>21</td></tr></table>
                        one<br>two
                        <script>alert(1)</script>
                        </body></html>
                        """)).isEqualTo("""
                        # Leave & pay

                        Twenty days a year.

                        ### Who asks

                        You

                        Your lead

                        Grade Days

                        A 21

                        one

                        two
                        """);
    }

    @Test
    void takesTheTitleWhereNoHeadingIsTheFirst() {
        assertThat(HtmlText.of("<title>Hours</title><h2>Monday</h2>Nine."))
                .isEqualTo("# Hours\n\n## Monday\n\nNine.\n");
    }

    @Test
    void takesARowOfManyEmptyCells() {
        String cells = "<td></td>".repeat(300_000);

        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertThat(HtmlText.of("<table><tr><td>a</td>" + cells + "<td>b</td></tr></table>"))
                        .startsWith("a ")
                        .endsWith(" b\n"));
    }
}
