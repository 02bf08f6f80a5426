package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.score.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownPageTest {

    private static final int GITHUB_TAKES = 65_536;

    @Test
    void keepsAllOfWhatFits() {
        MarkdownPage page = new MarkdownPage("report.html has them.");
        page.heading(1, "Title");
        page.section("Figures", table(3, "x"), "A note.");
        page.fold("More", List.of("one", "two"));

        assertThat(page.toString()).isEqualTo("""
                # Title

                ## Figures

                | row | text |
                | --- | ---: |
                | 0 | x |
                | 1 | x |
                | 2 | x |

                A note.

                <details><summary>More</summary>

                - one
                - two

                </details>
                """);
    }

    @Test
    void cutsTheLongestPartsAndSaysWhatIsMissing() {
        MarkdownPage page = new MarkdownPage("report.html has them.");
        page.heading(1, "Title");
        page.section("Long", table(400, "y".repeat(300)), "A note.");
        page.section("Short", table(3, "x"), "");
        page.fold("Facts", List.of("the last fact"));

        String text = page.toString();

        assertThat(text.length()).isBetween(60_000, GITHUB_TAKES);
        assertThat(text)
                .containsPattern(
                        "\\n\\n\\d+ more rows do not fit into a comment of 65,536 characters\\. report\\.html has them\\.\\n")
                .contains("\nA note.\n", "| 2 | x |\n", "- the last fact\n");
        int kept = (int) text.lines().filter(line -> line.contains("yyy")).count();
        assertThat(text).contains("\n" + (400 - kept) + " more rows");
    }

    @Test
    void isShortEnoughWhateverItIsMadeOf() {
        MarkdownPage page = new MarkdownPage("report.html has them.");
        page.heading(1, "@".repeat(100_000));
        page.paragraph("@".repeat(100_000), "#1".repeat(100_000));
        page.list("Points", Collections.nCopies(500, "&".repeat(5_000)));
        for (int i = 0; i < 1_000; i++) {
            page.fold("Part " + i, table(2, "@".repeat(1_000)), "A note.");
        }

        assertThat(page.toString().length()).isBetween(1_000, GITHUB_TAKES);
        assertThat(page.toString()).containsPattern("\\n\\d+ more parts do not fit into a comment");
    }

    /** Answers of models and names of examples may be long, and there may be many modes. */
    @Test
    void letsAReportBePostedWhateverModelsSay() throws IOException {
        List<ExampleResult> rows = new ArrayList<>();
        List<ModeFacts> facts = new ArrayList<>();
        for (int mode = 0; mode < 12; mode++) {
            ModeIdentity identity = new ModeIdentity("mode-" + mode, "prompt", null, null);
            facts.add(new ModeFacts(identity, false, null, false, null, null, 0, "n".repeat(400)));
            for (int i = 0; i < 30; i++) {
                rows.add(RunFixture.row(
                        identity,
                        "@".repeat(300) + i,
                        1,
                        RunFixture.answered("#1 ".repeat(300), "#1 ".repeat(300), (mode + i) % 2)));
            }
        }
        RunResults results = RunResults.of(RunFixture.provenance(facts, List.of(), List.of()), rows, Metric.ACCURACY);
        StringWriter out = new StringWriter();

        new MarkdownReport().write(results, out);

        assertThat(out.toString().length()).isLessThan(GITHUB_TAKES);
        assertThat(out.toString())
                .contains(
                        "## Modes",
                        "Where this comes from",
                        " more rows do not fit into a comment of 65,536 characters. report.html");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            foo@bar.com            | foo@&#8203;bar.com
            ask @someone           | ask @&#8203;someone
            see #12                | see #&#8203;12
            owner/name#12          | owner/name#&#8203;12
            GH-12 and gh-7         | GH-&#8203;12 and gh-&#8203;7
            https://x.example/a    | https:&#8203;//x.example/a
            www.x.example          | www&#8203;.x.example
            :tada: and :+1:        | :&#8203;tada: and :&#8203;+1:
            at 10:15:00, C# 12     | at 10:15:00, C# 12
            highway-12, awww       | highway-12, awww
            <b>&amp;               | &lt;b&gt;&amp;amp;
            snake_case _it_        | snake_case \\_it\\_
            """)
    void makesNoReferenceOfText(String raw, String escaped) {
        assertThat(Markdown.text(raw)).isEqualTo(escaped);
    }

    @Test
    void showsAHiddenCharacterOfTheTextItself() {
        assertThat(Markdown.text("a\u200bb")).isEqualTo("a⟨U+200B⟩b");
    }

    private static Table table(int rows, String text) {
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            all.add(List.of(Integer.toString(i), text));
        }
        return new Table(List.of("row", "text"), all, 1);
    }
}
