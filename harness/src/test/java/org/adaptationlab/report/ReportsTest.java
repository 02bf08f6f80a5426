package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.adaptationlab.GoldenFile;
import org.adaptationlab.InLocale;
import org.adaptationlab.guard.AdapterParityGuard;
import org.adaptationlab.guard.AnswerPair;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.result.AnswersFixture;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.StatisticsFixture;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.score.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"en", "tr", "de", "ar-EG-u-nu-arab"})
    void writeTheGoldenReportsInEveryLocale(String locale) {
        InLocale.run(locale, () -> {
            RunFolder tickets = new RunFolder(folder.resolve("tickets"));
            RunFixture.tickets().write(tickets);
            Reports.write(tickets);
            RunFolder hostile = new RunFolder(folder.resolve("hostile"));
            RunFixture.hostile().write(hostile);
            Reports.write(hostile);
            RunFolder answers = new RunFolder(folder.resolve("answers"));
            AnswersFixture.handbook().write(answers);
            Reports.write(answers);
            RunFolder further = new RunFolder(folder.resolve("further"));
            StatisticsFixture.further(StatisticsFixture.graded()).write(further);
            Reports.write(further);
        });

        GoldenFile.named("further-report.md")
                .assertSame(folder.resolve("further").resolve("report.md"));

        for (String run : List.of("tickets", "hostile", "answers")) {
            for (String name : List.of("report.md", "report.html", "junit.xml")) {
                GoldenFile.named(run + "-" + name)
                        .assertSame(folder.resolve(run).resolve(name));
            }
        }
    }

    @Test
    void areMadeOfResultsThatAreReadOnce() {
        RunFolder tickets = new RunFolder(folder.resolve("tickets"));
        RunFixture.tickets().write(tickets);

        assertThat(Reports.write(tickets)).isEqualTo(RunResults.read(tickets));
    }

    @Test
    void showRetrievalAndRefusalsWhereThereAreAny() throws IOException {
        RunFolder handbook = new RunFolder(folder.resolve("answers"));
        AnswersFixture.handbook().write(handbook);
        Reports.write(handbook);

        assertThat(Files.readString(handbook.report("report.md")))
                .contains("""
                        <details><summary>Further metrics</summary>

                        | mode | exact_match (95\u00a0% interval) | token_f1 (95\u00a0% interval) |
                        | --- | ---: | ---: |
                        | closed | 40.0\u00a0% (11.8–76.9\u00a0%) of 5 | 50.0\u00a0% (12.1–87.9\u00a0%) of 5 |
                        """)
                .contains(
                        "<summary>Retrieval</summary>\n",
                        "| rag | 4 | 50.0\u00a0% (15.0–85.0\u00a0%) | 0.38 (0.05–0.88) | 0.41 (0.05–0.90) | 1 | 1 | 1 | 1 |\n")
                .contains("""
                        <details><summary>Retrieval by slice: recall@&#8203;k</summary>

                        | slice | rag (95\u00a0% interval) |
                        | --- | ---: |
                        | number | 50.0\u00a0% (9.5–90.5\u00a0%) of 2 |
                        | name | 50.0\u00a0% (9.5–90.5\u00a0%) of 2 |
                        """)
                .contains(
                        "<summary>Refusals</summary>\n",
                        "| rag | 100.0\u00a0% of 2 | 34.2–100.0\u00a0% | 66.7\u00a0% of 3 |");
        assertThat(Files.readString(handbook.report("report.html")))
                .contains("<h3>Further metrics</h3>", "<h3>Retrieval</h3>", "<h3>Refusals</h3>");
        assertThat(written("report.html")).doesNotContain("<h3>Refusals</h3>");
    }

    @Test
    void keepTheJUnitReportWellFormed() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(written("junit.xml"))));

        Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).as("two modes, two guards").isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-03-01T10:15:00");
    }

    @Test
    void failTheCaseOfAModeOfWhichNothingCouldBeJudged() throws IOException {
        ModeIdentity gone = new ModeIdentity("gone", "prompt", null, null);
        StringWriter out = new StringWriter();

        new JUnitReport()
                .write(
                        RunResults.of(
                                RunFixture.provenance(List.of(), RunFixture.LABELS, List.of()),
                                List.of(RunFixture.row(gone, "t1", 1, new Outcome.Failed("no <route>\u0007"))),
                                Metric.ACCURACY),
                        out);

        assertThat(out.toString())
                .contains("failures=\"1\"")
                .contains(
                        "<failure message=\"1 of 1 call failed\" type=\"run\">t1: no &lt;route&gt;⟨U+0007⟩</failure>");
    }

    @Test
    void failTheCaseOfAGuardThatStoppedTheRunAndNoteAWarning() throws IOException {
        StringWriter out = new StringWriter();

        new JUnitReport()
                .write(
                        RunFixture.tickets()
                                .withGuards(List.of(
                                        Guard.LEAKAGE.found(GuardResult.Status.PASS, "none"),
                                        Guard.UNPARSED.found(GuardResult.Status.WARN, "a few"),
                                        Guard.FAILURES.found(GuardResult.Status.STOP, "one in five"))),
                        out);

        assertThat(out.toString())
                .contains("tests=\"8\" failures=\"1\"")
                .contains("<system-out>a few</system-out>")
                .contains("<failure message=\"no claim may rest on this run\" type=\"guard\">one in five</failure>");
    }

    @Test
    void showTrainerAndServerSideBySideAfterReadingThemAgain() throws IOException {
        RunFolder run = new RunFolder(folder);
        AnswerPair pair = new AnswerPair(
                "lora", "train-7", "<user> where | is?", "shipping", "shipping", true, "<b>billing</b>", 79, null);
        RunFixture.tickets()
                .withGuards(List.of(AdapterParityGuard.judge("lora", List.of(pair))))
                .write(run);
        Reports.write(run);

        assertThat(RunResults.read(run).provenance().guards().get(0).pairs()).containsExactly(pair);
        assertThat(Files.readString(folder.resolve("report.md")))
                .contains("| lora | train-7 | no | shipping | shipping… | &lt;b&gt;billing&lt;/b&gt; | 79 / – |");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("Trainer and server, side by side", "&lt;b&gt;billing&lt;/b&gt;", "&lt;user&gt; where | is?");
    }

    private String written(String name) throws IOException {
        RunFolder run = new RunFolder(folder);
        RunFixture.hostile().write(run);
        Reports.write(run);
        return Files.readString(folder.resolve(name));
    }
}
