package org.adaptationlab.result.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.adaptationlab.GoldenFile;
import org.adaptationlab.InLocale;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.AnswersFixture;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvResultsTest {

    private final RunResults run = RunFixture.hostile();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"en", "tr", "de", "ar-EG-u-nu-arab"})
    void writesTheGoldenFilesInEveryLocale(String locale) {
        RunFolder written = new RunFolder(folder);

        InLocale.run(locale, () -> run.write(written));

        GoldenFile.named("examples.csv").assertSame(written.examples());
        GoldenFile.named("summary.csv").assertSame(written.summary());
        GoldenFile.named("comparisons.csv").assertSame(written.comparisons());
        GoldenFile.named("run.json").assertSame(written.provenance());
    }

    @Test
    void readsExamplesBackAsTheyWere() {
        Path file = folder.resolve("examples.csv");
        CsvResults.writeExamples(file, RunFixture.RUN, run.examples()::forEach);

        CsvTable<ExampleResult> read = CsvResults.readExamples(file);

        assertThat(read.run()).isEqualTo(RunFixture.RUN);
        assertThat(read.rows())
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) <= 0.0005 ? 0 : Double.compare(a, b), Double.class)
                .isEqualTo(run.examples());
    }

    @Test
    void writesWhatItReadAgainToTheSameBytes() throws IOException {
        RunFolder first = new RunFolder(folder.resolve("a"));
        RunFolder second = new RunFolder(folder.resolve("b"));
        run.write(first);

        RunResults.read(first).write(second);

        for (String name : List.of("examples.csv", "summary.csv", "comparisons.csv", "run.json")) {
            assertThat(second.path().resolve(name))
                    .hasSameBinaryContentAs(first.path().resolve(name));
        }
        assertThat(RunResults.read(first).provenance()).isEqualTo(run.provenance());
    }

    @Test
    void neutralisesFormulasOfAModel() throws IOException {
        Path file = folder.resolve("examples.csv");
        CsvResults.writeExamples(file, RunFixture.RUN, run.examples()::forEach);

        assertThat(Files.readString(file))
                .contains("\"'=HYPERLINK(\"\"http://x.example\"\",\"\"a\"\")\"")
                .contains(",'@billing,")
                .contains(",'+billing,")
                .contains(",'\tbilling,")
                .contains("\"''quoted', ä");
    }

    @Test
    void hasTheColumnsOfTheContractInOrder() {
        assertThat(String.join(",", Column.names(IdentityColumns.of(row -> null, row -> null))))
                .isEqualTo("schema_version,run_id,lab,mode,technique,model,model_digest,quantization,adapter_digest,"
                        + "adapter_seed,dataset,dataset_digest,runtime,runtime_version,prefix_cache,sampling_seed");
        assertThat(contract(new ExampleColumns()))
                .isEqualTo("example_id,slice,repetition,outcome,output,answer,target,score,input_tokens,output_tokens,"
                        + "load_ms,retrieve_ms,ttft_ms,prefill_ms,decode_ms,total_ms,passages,gold_rank,retries,error");
        assertThat(contract(new SummaryColumns()))
                .isEqualTo("n,n_failed,n_unparsed,n_truncated,n_ungraded,metric,quality,quality_ci_low,quality_ci_high,"
                        + "macro_f1,ttft_ms_p50,ttft_ms_p95,total_ms_p50,total_ms_p95,retrieve_ms_p50,"
                        + "prefill_tokens_per_s,decode_tokens_per_s,input_tokens_mean,output_tokens_mean,"
                        + "cost_per_1000_usd,adapt_seconds,adapt_cost_usd,peak_rss_mb");
        assertThat(contract(new ComparisonColumns()))
                .isEqualTo("mode_a,mode_b,metric,n_pairs,both,a_only,b_only,neither,difference,difference_ci_low,"
                        + "difference_ci_high,p_value,p_value_holm,mde,verdict");
    }

    @Test
    void toleratesFurtherColumnsAndAnotherOrder() throws IOException {
        Path file = examplesChanged(line -> "x," + line + ",\"y\nz\"");

        assertThat(CsvResults.readExamples(file).rows()).hasSize(20);
    }

    @Test
    void refusesAMissingColumn() throws IOException {
        Path file = examplesChanged(line -> line.replaceFirst("ttft_ms", "ttft"));

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> CsvResults.readExamples(file))
                .withMessage(file + ":1: the header lacks ttft_ms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234.568|1234,568|cells, the header has",
                "1234.568|-0.5|ttft_ms: \"-0.5\" is out of range; allowed is 0 or more",
                ",100,4,|,-100,4,|input_tokens: \"-100\" is out of range; allowed is a whole number from 0",
                ",billing,0,|,billing,100,|score: \"100\" is out of range; allowed is 0 to 1; divide percentages by 100",
                ",billing,0,|,billing,-1,|score: \"-1\" is out of range",
                "1234.568|NaN|ttft_ms: \"NaN\" is no number",
                "1234.568|fast|ttft_ms: \"fast\" is no number",
                "truncated|cut|outcome: \"cut\" is none of answered",
                "20260301-101500-a1b2|other|run_id: the rows above are of 20260301-101500-a1b2",
            })
    void refusesABadCellByItsLine(String good, String bad, String message) throws IOException {
        Path file = examplesChanged(line -> line.contains(",t3,a|b,1,truncated") ? line.replaceFirst(good, bad) : line);

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> CsvResults.readExamples(file))
                .withMessageStartingWith(file + ":3: ")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "summary.csv,quality,50,is out of range; allowed is 0 to 1",
        "summary.csv,quality_ci_high,98.5,is out of range; allowed is 0 to 1",
        "summary.csv,ttft_ms_p50,-1,is out of range; allowed is 0 or more",
        "summary.csv,n_calls,-5,is out of range",
        "comparisons.csv,difference,24.8,is out of range; allowed is -1 to 1",
        "comparisons.csv,p_value,1.5,is out of range; allowed is 0 to 1",
        "comparisons.csv,margin,5,is out of range; allowed is 0 to 1",
        "scores.csv,value,100,is out of range; allowed is 0 to 1",
        "metrics.csv,mean,-0.5,is out of range; allowed is 0 to 1",
    })
    void refusesFiguresOutOfTheirRangeInEveryFile(String name, String column, String figure, String message)
            throws IOException {
        RunFolder written = new RunFolder(folder);
        AnswersFixture.handbook().write(written);
        Path file = folder.resolve(name);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        List<String> cells = new ArrayList<>(List.of(lines.get(1).split(",", -1)));
        cells.set(List.of(lines.get(0).split(",")).indexOf(column), figure);
        lines.set(1, String.join(",", cells));
        Files.write(file, lines);

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> {
                    RunResults.read(written);
                    CsvResults.readMetrics(written.metrics());
                })
                .withMessageStartingWith(file + ":2: " + column + ": \"" + figure + "\" ")
                .withMessageContaining(message);
    }

    @Test
    void refusesWhatIsNoUtf8ByItsLine() throws IOException {
        Path file = folder.resolve("examples.csv");
        CsvResults.writeExamples(file, RunFixture.RUN, run.examples()::forEach);
        String text = Files.readString(file).replaceFirst(",t3,a", ",Zürich,a");
        Files.write(file, text.getBytes(Charset.forName("windows-1252")));

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> CsvResults.readExamples(file))
                .withMessageStartingWith(file + ":5: is not UTF-8 text"); // the row before has a line end in it
    }

    @Test
    void readsAFileWithAByteOrderMark() throws IOException {
        Path file = folder.resolve("examples.csv");
        CsvResults.writeExamples(file, RunFixture.RUN, run.examples()::forEach);
        Files.writeString(file, "\uFEFF" + Files.readString(file));

        assertThat(CsvResults.readExamples(file).rows()).hasSize(run.examples().size());
    }

    @Test
    void namesAnotherVersionBeforeTheColumnsItLacks() throws IOException {
        Path file =
                examplesChanged(line -> line.replaceFirst("ttft_ms", "first_ms").replaceFirst("^1,2026", "2,2026"));

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> CsvResults.readExamples(file))
                .withMessage(file + ":2: schema_version: found 2, this harness reads 1; read it with the version of"
                        + " Adaptation Lab that wrote it");
    }

    @Test
    void sharesWhatComesBackInEveryRow() {
        Path file = folder.resolve("examples.csv");
        CsvResults.writeExamples(file, RunFixture.RUN, run.examples()::forEach);

        List<ExampleResult> rows = CsvResults.readExamples(file).rows();

        assertThat(rows.get(1).mode()).isSameAs(rows.get(0).mode());
        assertThat(rows.get(1).target()).isSameAs(rows.get(0).target());
        assertThat(rows.get(5).exampleId()).isSameAs(rows.get(0).exampleId());
        assertThat(rows.get(1).passages().get(0))
                .isSameAs(rows.get(0).passages().get(0));
    }

    @Test
    void writesEveryPValueAsAProbability() {
        Stream.of(
                        new ExampleColumns(),
                        new ScoreColumns(),
                        new MetricColumns(),
                        new SummaryColumns(),
                        new ComparisonColumns())
                .flatMap(form -> form.columns().stream())
                .filter(column -> column.name().startsWith("p_"))
                .forEach(column -> assertThat(column.kind()).as(column.name()).isEqualTo(Kind.PROBABILITY));
        assertThat(Kind.PROBABILITY.cell(1.2e-66)).isEqualTo("1.2E-66");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Path file = Files.createFile(folder.resolve("examples.csv"));

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> CsvResults.readExamples(file))
                .withMessageContaining("is empty");
    }

    private static String contract(CsvForm<?> form) {
        return String.join(",", form.required());
    }

    private Path examplesChanged(UnaryOperator<String> change) throws IOException {
        Path file = folder.resolve("examples.csv");
        CsvResults.writeExamples(
                file,
                RunFixture.RUN,
                run.examples().stream().filter(row -> !row.exampleId().equals("t2"))::forEach);
        List<String> lines = Files.readString(file).lines().map(change).toList();
        Files.writeString(file, String.join("\n", lines) + "\n");
        return file;
    }
}
