package org.adaptationlab.result.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.adaptationlab.GoldenFile;
import org.adaptationlab.InLocale;
import org.adaptationlab.problem.ResultFormatException;
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
        CsvResults.writeExamples(file, RunFixture.RUN, run.examples());

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
        CsvResults.writeExamples(file, RunFixture.RUN, run.examples());

        assertThat(Files.readString(file))
                .contains("\"'=HYPERLINK(\"\"http://x.example\"\",\"\"a\"\")\"")
                .contains(",'@billing,")
                .contains(",'+billing,")
                .contains(",'\tbilling,")
                .contains("\"''quoted', ä");
    }

    @Test
    void hasTheColumnsOfTheContractInOrder() {
        assertThat(String.join(",", IdentityColumns.NAMES))
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

    @Test
    void refusesAnEmptyFile() throws IOException {
        Path file = Files.createFile(folder.resolve("examples.csv"));

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> CsvResults.readExamples(file))
                .withMessageContaining("is empty");
    }

    private static String contract(CsvForm<?> form) {
        return String.join(",", form.columns().subList(0, form.requiredColumns()));
    }

    private Path examplesChanged(UnaryOperator<String> change) throws IOException {
        Path file = folder.resolve("examples.csv");
        CsvResults.writeExamples(
                file,
                RunFixture.RUN,
                run.examples().stream()
                        .filter(row -> !row.exampleId().equals("t2"))
                        .toList());
        List<String> lines = Files.readString(file).lines().map(change).toList();
        Files.writeString(file, String.join("\n", lines) + "\n");
        return file;
    }
}
