package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.report.chart.Chart;
import org.adaptationlab.report.chart.CurveCharts;
import org.adaptationlab.result.Curve;
import org.adaptationlab.result.CurvePair;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.VaryFolder;
import org.adaptationlab.result.record.VaryRecord;
import org.adaptationlab.result.record.VaryRecord.Point;
import org.adaptationlab.statistics.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCurveTest {

    @TempDir
    private Path out;

    /** Three models, in two modes that ask one and one that asks none. */
    private VaryFolder curve(String... models) {
        List<Point> points = new ArrayList<>();
        for (String model : models) {
            Map<String, String> runs = new LinkedHashMap<>();
            String run = "vary-" + points.size();
            runs.put("prompt", run);
            runs.put("nearest", run);
            runs.put("rag", "vary-0"); // as if it asked no model
            points.add(new Point(model, run, runs));
        }
        return VaryFolder.create(
                out,
                new VaryRecord(
                        VaryRecord.SCHEMA,
                        "vary",
                        "tickets",
                        "Which model?",
                        "a".repeat(64),
                        "b".repeat(64),
                        "model",
                        points));
    }

    private void write(int point, RunResults results) throws IOException {
        RunFolder run = new RunFolder(out.resolve("tickets").resolve("vary-" + point));
        Files.createDirectories(run.path());
        results.write(run);
    }

    private void write(int point, double prompt, double nearest) throws IOException {
        write(point, RunFixture.tickets(Map.of("prompt", prompt, "nearest", nearest, "rag", 0.3)));
    }

    private static List<String> sentences(VaryFolder folder) throws IOException {
        return Files.readAllLines(folder.file("curve.md")).stream()
                .filter(line -> line.matches("(prompt|nearest|rag): .*"))
                .map(line -> line.replace('\u00a0', ' '))
                .toList();
    }

    @Test
    void saysWhichModelIsBestOnlyWhereTheTestsShowIt() throws IOException {
        VaryFolder folder = curve("small", "a/b:7b", "../big.gguf");
        write(0, 0.2, 0.5);
        write(1, 0.4, 0.5);
        write(2, 0.8, 0.55);

        Curve curve = CurveReport.write(folder);

        assertThat(sentences(folder))
                .containsExactly(
                        "prompt: big is the best model of these (big 80.0 %, b-7b 40.0 %, small 20.0 %), the tests show.",
                        "nearest: no model is shown to be best (big 55.0 %, small 50.0 %, b-7b 50.0 %); no test finds big"
                                + " better than small or b-7b.");
        assertThat(curve.pairs())
                .as("the mode that asks no model shares its run")
                .extracting(CurvePair::mode)
                .containsExactly("prompt", "prompt", "prompt", "nearest", "nearest", "nearest");
        CurvePair first = curve.pairs().get(0);
        assertThat(first.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(first.n()).isEqualTo(120);
        assertThat(first.difference()).isEqualTo(-0.2, within(1e-9));
        assertThat(Files.readString(folder.file("curve.md")))
                .contains("## Model small", "## Model b-7b", "## Model big", "| 3 | big | ../big.gguf |")
                .contains("| prompt | small | b-7b | worse | 120 |");
    }

    @Test
    void adjustsEachPForAllPairsOfTheCurve() throws IOException {
        VaryFolder alone = curve("small", "large");
        write(0, 0.3, 0.3);
        write(1, 0.42, 0.9);
        double ofTwo = CurveReport.write(alone).pairs().get(0).p();

        VaryFolder three = curve("small", "large", "huge");
        write(2, 0.95, 0.9);
        double ofSix = CurveReport.write(three).pairs().get(0).p();

        // by Holm the largest p of a family stands as it is; of six there is another that is larger
        assertThat(ofSix).isEqualTo(2 * ofTwo, within(1e-9));
    }

    @Test
    void testsNoRunOnWhichNoClaimMayRest() throws IOException {
        VaryFolder folder = curve("small", "large");
        write(0, 0.2, 0.5);
        write(
                1,
                RunFixture.tickets(Map.of("prompt", 0.9, "nearest", 0.9))
                        .withGuards(List.of(Guard.TRUNCATION.found(GuardResult.Status.STOP, "prompts did not fit"))));

        Curve curve = CurveReport.write(folder);

        assertThat(curve.pairs()).isEmpty();
        assertThat(sentences(folder)).isEmpty();
        assertThat(Files.readString(folder.file("curve.md"))).contains("| prompt, void: truncation | 90.0");
    }

    @Test
    void drawsNoLineFromModelToModelAndNumbersNamesThatAreTooLong() throws IOException {
        VaryFolder folder = curve("deepseek-r1-distill-qwen-1.5b", "deepseek-r1-distill-qwen-7b");
        write(0, 0.2, 0.5);
        write(1, 0.4, 0.5);

        Chart quality = CurveCharts.quality(CurveReport.write(folder));

        assertThat(quality.lines()).isNotEmpty().allMatch(line -> line.look().startsWith("range "));
        assertThat(quality.x()).extracting(tick -> tick.label()).containsExactly("1", "2");
        assertThat(quality.xLabel()).isEqualTo("model");
    }

    @Test
    void claimsNothingOfTimesOfDifferentModels() throws IOException {
        VaryFolder folder = curve("small", "large");
        write(0, 0.2, 0.5);
        write(1, 0.4, 0.5);
        Path record = out.resolve("tickets/vary-1/run.json");
        String digest = RunFixture.RUN.modelDigest();
        for (Path file : List.of(
                record,
                record.resolveSibling("examples.csv"),
                record.resolveSibling("summary.csv"),
                record.resolveSibling("comparisons.csv"))) {
            Files.writeString(file, Files.readString(file).replace(digest, "f".repeat(64)));
        }

        assertThat(CurveReport.write(folder).times().doubt()).startsWith("each run probes its own model");
    }
}
