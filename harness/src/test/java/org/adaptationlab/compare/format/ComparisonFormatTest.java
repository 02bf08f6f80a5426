package org.adaptationlab.compare.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.adaptationlab.GoldenFile;
import org.adaptationlab.InLocale;
import org.adaptationlab.compare.ComparisonSettings;
import org.adaptationlab.compare.TwoRuns;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.report.HostileRun;
import org.adaptationlab.result.ProvenanceFixture;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.score.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ComparisonFormatTest {

    private static final Map<ComparisonFormat, String> FILES = new EnumMap<>(Map.of(
            ComparisonFormat.TEXT, "compare.txt",
            ComparisonFormat.MARKDOWN, "compare.md",
            ComparisonFormat.JSON, "compare.json",
            ComparisonFormat.CSV, "compare.csv",
            ComparisonFormat.FLIPS, "flipped.csv",
            ComparisonFormat.JUNIT, "compare-junit.xml",
            ComparisonFormat.VERDICT, "verdict.txt"));

    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cntrl}\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029&&[^\n]]");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"en", "tr", "de", "ar-EG-u-nu-arab"})
    void writesTheGoldenFilesInEveryLocale(String locale) {
        TwoRuns worse = TwoRuns.worse(folder.resolve("worse"));
        TwoRuns hostile = TwoRuns.hostile(folder.resolve("hostile"));
        ComparisonSettings settings = new ComparisonSettings(0.02, 0.1, 0.1, true, 3);
        InLocale.run(
                locale,
                () -> FILES.forEach((format, file) -> {
                    GoldenFile.named("worse-" + file).assertSame(written(format, worse.compare()));
                    GoldenFile.named("hostile-" + file).assertSame(written(format, hostile.compare(settings)));
                }));
    }

    @ParameterizedTest
    @EnumSource(ComparisonFormat.class)
    void keepsHostileTextInert(ComparisonFormat format) {
        String text = format.of(TwoRuns.hostile(folder).compare());

        assertThat(text).isNotEmpty().doesNotContain("\u001b", "\u202e", "\u0000", "\r");
        if (format == ComparisonFormat.MARKDOWN || format == ComparisonFormat.JUNIT) {
            assertThat(text).doesNotContain("<img", "<script", "javascript:");
        }
        if (format == ComparisonFormat.CSV || format == ComparisonFormat.FLIPS) {
            assertThat(text).doesNotContainPattern("(^|,|\")[=+@]").contains("'=cmd|");
        }
    }

    /**
     * As {@link #keepsHostileTextInert}, with every text that the reports are tried with, one of them a megabyte long.
     */
    @ParameterizedTest
    @EnumSource(ComparisonFormat.class)
    void keepsAllThatAReportKeepsInertInert(ComparisonFormat format) {
        RunResults hostile = HostileRun.results();
        List<ExampleResult> turned = hostile.examples().stream()
                .map(row -> row.outcome().answer() == null
                        ? row
                        : RunFixture.row(
                                row.mode(),
                                row.exampleId(),
                                1,
                                RunFixture.answered(
                                        String.valueOf(row.outcome().output()),
                                        String.valueOf(row.outcome().answer()),
                                        1 - Objects.requireNonNull(row.outcome().score()))))
                .toList();
        RunResults contender = RunResults.of(hostile.provenance(), turned, Metric.ACCURACY);

        String text = format.of(TwoRuns.of(folder, hostile, contender).compare());

        assertThat(text.length()).isLessThan(100_000);
        // names of modes, which a lab file restricts, stand in a CSV file as they are
        String shown = text.replace("<b>prompt</b>|\u202e", "");
        assertThat(HIDDEN.matcher(shown).results().map(MatchResult::group)).isEmpty();
        if (format == ComparisonFormat.MARKDOWN) {
            assertThat(text.replaceAll("</?(details|summary)>", "")).doesNotContain("<", "://", "@someone");
            assertThat(text.lines().filter(line -> line.startsWith("#"))).hasSize(1);
        }
        if (format == ComparisonFormat.JUNIT) {
            assertThat(text).doesNotContain("<script", "<img", "<svg");
        }
        if (format == ComparisonFormat.CSV || format == ComparisonFormat.FLIPS) {
            assertThat(text).doesNotContainPattern("(^|,|\")[=+@][a-zA-Z(]");
        }
    }

    /** Fifty flipped examples a mode, each with all the text that is shown of one. */
    @Test
    void fitsIntoACommentOnAPullRequestWhateverModelsSay() {
        List<ExampleResult> before = new ArrayList<>();
        List<ExampleResult> after = new ArrayList<>();
        for (String mode : List.of("a", "b", "c", "d", "e")) {
            ModeIdentity identity = new ModeIdentity(mode, "prompt", null, null);
            for (int i = 0; i < 60; i++) {
                String text = "@#1 ".repeat(200);
                before.add(RunFixture.row(identity, i + text, 1, RunFixture.answered(text, text, 1)));
                after.add(RunFixture.row(identity, i + text, 1, RunFixture.answered(text, text + i, 0)));
            }
        }
        Provenance provenance = RunFixture.provenance(List.of(), List.of(), List.of());

        String text = ComparisonFormat.MARKDOWN.of(TwoRuns.of(
                        folder,
                        RunResults.of(provenance, before, Metric.ACCURACY),
                        RunResults.of(provenance, after, Metric.ACCURACY))
                .compare());

        assertThat(text.length()).isBetween(30_000, 65_536);
        assertThat(text)
                .contains("Tests of quality", " more rows do not fit into a comment of 65,536 characters. lab compare");
    }

    @Test
    void writesASmallPValueAsMoreThanNothing() {
        Map<String, Double> wrong = Map.of();
        Map<String, Double> right = Map.of("prompt", 1.0, "few-shot", 1.0, "rag", 1.0, "nearest", 1.0, "lora", 1.0);
        TwoRuns runs = TwoRuns.of(folder, RunFixture.tickets(wrong), RunFixture.tickets(right));

        List<String> lines = ComparisonFormat.CSV.of(runs.compare()).lines().toList();
        List<String> columns = List.of(lines.get(0).split(","));

        for (String column : List.of("p_value", "p_value_holm")) {
            assertThat(lines.subList(1, lines.size()))
                    .extracting(line -> Double.valueOf(line.split(",", -1)[columns.indexOf(column)]))
                    .allSatisfy(p -> assertThat(p).isBetween(Double.MIN_VALUE, 1e-20));
        }
    }

    /** An answer with half of its fields right is neither right nor wrong. */
    @Test
    void callsNoAnswerOfAGradedMetricRightOrWrong() {
        RunResults run = RunFixture.tickets();
        RunResults graded = RunResults.of(
                ProvenanceFixture.of(run.provenance()).withMetric("field_f1"), run.examples(), Metric.FIELD_F1);

        assertThat(ComparisonFormat.TEXT.of(TwoRuns.of(folder, graded, graded).compare()))
                .contains("both above one half")
                .contains("both one half or less")
                .doesNotContain("both right");
    }

    @Test
    void keepsTheJUnitReportWellFormed() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(
                        ComparisonFormat.JUNIT.of(TwoRuns.worse(folder).compare()))));

        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(5);
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("skipped").getLength()).isZero();
    }

    @Test
    void keepsTheJsonFormOfTheDocumentation() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(ComparisonFormat.JSON.of(TwoRuns.worse(folder).compare()));

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "schema_version",
                        "verdict",
                        "baseline",
                        "contender",
                        "dataset",
                        "dataset_digest",
                        "level",
                        "limits",
                        "modes",
                        "baseline_only_modes",
                        "contender_only_modes",
                        "changes",
                        "guards",
                        "checks");
        assertThat(json.at("/verdict/status").asText()).isEqualTo("fail");
        assertThat(json.at("/verdict/passed").isBoolean()).isTrue();
    }

    /** The folder of a test has another name every time. */
    private String written(ComparisonFormat format, Comparison comparison) {
        return format.of(comparison).replace(folder.toString(), "results");
    }
}
