package org.adaptationlab.dataset.document;

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

                        | Grade | Days |
                        | --- | --- |
                        | A | 21 |

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
    void keepsPreformattedTextAsItIs() {
        assertThat(HtmlText.of("<h1>Config</h1><pre>\nif ready:\n    run()\n\n\n# stop ```\n</pre><p>after</p>"))
                .isEqualTo("# Config\n\n````\nif ready:\n    run()\n\n\n# stop ```\n````\n\nafter\n");
        assertThat(HtmlText.of("<pre></pre><pre><code>a\n  b</code></pre>")).isEqualTo("```\na\n  b\n```\n");
    }

    @Test
    void takesATableOfTheLayoutForWhatStandsInIt() {
        assertThat(HtmlText.of(
                        "<table><tr><td>menu</td><td><h2>News</h2><table><tr><td>a|b</td></tr><tr><td>c</td></tr></table>"
                                + "</td></tr><tr><td>end</td></tr></table>"))
                .isEqualTo("menu\n\n## News\n\n| a\\|b |\n| --- |\n| c |\n\nend\n");
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
