package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.csv.CsvResults;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.score.Metric;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** Text of models, data and lab files stays text in every form. {@link HtmlReportIT} asks a browser as well. */
class HostileTextTest {

    /** What a page must not have outside of the names of its elements: control characters and turned writing. */
    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cntrl}\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029&&[^\n\t]]");

    /** An element's start, its quoted attributes as a whole. */
    private static final Pattern TAG = Pattern.compile("<[a-zA-Z!](?:[^>\"]|\"[^\"]*\")*>");

    @TempDir
    private static Path folder;

    private static RunFolder run;

    @BeforeAll
    static void write() {
        run = new RunFolder(folder.resolve("run"));
        HostileRun.results().write(run);
        Reports.write(run);
    }

    @Test
    void isNoElementAndNoAttributeOfTheHtmlReport() throws IOException {
        String html = read("report.html");

        List<String> bare = TAG.matcher(html)
                .results()
                .map(MatchResult::group)
                .map(tag -> tag.replaceAll("\"[^\"]*\"", ""))
                .toList();
        assertThat(bare.stream().filter(tag -> tag.startsWith("<script"))).containsExactly("<script>");
        assertThat(bare)
                .hasSizeGreaterThan(100)
                .noneMatch(tag -> tag.matches("(?s)<(img|iframe|base|link|object|embed|animate)\\b.*"))
                .noneMatch(tag -> tag.matches("(?s).*\\s(on[a-z]+|src|srcdoc|style|action)\\s*=.*"));
        assertThat(bare).filteredOn(tag -> tag.contains(" href=")).containsOnly("<a href=>");
        assertThat(html).doesNotContainPattern("<a href=\"[^#]");
        assertThat(html).doesNotContain("5929");
        assertThat(hidden(html)).isEmpty();
    }

    @Test
    void allowsTheBrowserNothingButThePagesOwnScriptAndStyle() throws IOException {
        assertThat(read("report.html"))
                .containsPattern("content=\"default-src (&#39;|')none(&#39;|'); style-src (&#39;|')sha256-[^ ]+"
                        + " script-src (&#39;|')sha256-[^ ]+ base-uri (&#39;|')none(&#39;|'); form-action"
                        + " (&#39;|')none(&#39;|')\"")
                .doesNotContain("unsafe-inline");
    }

    /** The policy names digests of these two: a character changed on the way, and the browser would take neither. */
    @Test
    void leavesTheScriptAndTheStyleOfThePageAsThePolicyNamesThem() throws Exception {
        String html = read("report.html");
        String policy = html.replace("&#39;", "'");

        for (String element : List.of("script", "style")) {
            String text = html.substring(
                    html.indexOf("<" + element + ">") + element.length() + 2, html.indexOf("</" + element + ">"));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            assertThat(policy)
                    .contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
    }

    @Test
    void isNotChangedWhereItIsHarmless() throws IOException {
        String answer = "5 % of a % b, \u00a0and 100 %";
        StringWriter out = new StringWriter();

        new HtmlReport()
                .write(
                        RunResults.of(
                                RunFixture.provenance(
                                        List.of(), List.of(), List.of(new Provenance.Sample("t1", "VAT of 19 %"))),
                                List.of(RunFixture.row(
                                        new ModeIdentity("a", "prompt", null, null),
                                        "t1",
                                        1,
                                        RunFixture.answered(answer, answer, 1))),
                                Metric.ACCURACY),
                        out);

        assertThat(out.toString()).contains(">" + answer + "<", ">VAT of 19 %<");
    }

    @Test
    void isNoMarkupOfTheMarkdownReport() throws IOException {
        String markdown = read("report.md");

        assertThat(markdown.replaceAll("</?(details|summary)>", "")).doesNotContain("<");
        assertThat(markdown)
                .doesNotContain("://")
                .doesNotContainPattern("(?<!\\\\)]\\(")
                .doesNotContain("www.x")
                .doesNotContain("@someone", "&#64;")
                .doesNotContainPattern("#\\d(?!\\d*;)");
        assertThat(hidden(markdown)).isEmpty();
        assertThat(markdown.lines().filter(line -> line.startsWith("#")))
                .allMatch(line -> line.matches("#{1,2} [A-Z].*"));
        assertThat(markdown.lines().filter(line -> line.startsWith("| "))).allMatch(line -> line.endsWith(" |"));
    }

    @Test
    void isCutWhereItIsLongButNotInTheCsv() throws IOException {
        assertThat(read("report.html").length()).isLessThan(400_000);
        assertThat(read("report.html")).contains("more characters)");
        assertThat(read("report.md").length()).isLessThan(60_000);
        assertThat(read("junit.xml").length()).isLessThan(60_000);
        assertThat(ConsoleTable.of(RunResults.read(run)).length()).isLessThan(20_000);
        assertThat(CsvResults.readExamples(run.examples()).rows().stream()
                        .map(row -> row.outcome().output())
                        .filter(output -> output != null && output.length() > 1000))
                .singleElement()
                .satisfies(output -> assertThat(output).hasSize(HostileRun.LONG));
    }

    @Test
    void isNoFormulaInTheCsv() throws IOException {
        assertThat(Files.readString(run.examples())).doesNotContainPattern("[,\"\n][=@＝＋＠][a-zA-Z(]");
    }

    @Test
    void leavesTheJUnitReportWellFormed() throws Exception {
        String xml = read("junit.xml");

        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));

        assertThat(hidden(xml)).isEmpty();
    }

    @Test
    void sendsNothingToTheTerminalButText() {
        assertThat(hidden(ConsoleTable.of(RunResults.read(run)))).isEmpty();
    }

    private static List<String> hidden(String text) {
        return HIDDEN.matcher(text).results().map(MatchResult::group).toList();
    }

    private static String read(String name) throws IOException {
        return Files.readString(run.report(name), StandardCharsets.UTF_8);
    }
}
