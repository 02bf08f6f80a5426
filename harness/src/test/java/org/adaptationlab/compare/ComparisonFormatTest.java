package org.adaptationlab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.adaptationlab.GoldenFile;
import org.adaptationlab.InLocale;
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
