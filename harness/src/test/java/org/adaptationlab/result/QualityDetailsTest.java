package org.adaptationlab.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.adaptationlab.GoldenFile;
import org.adaptationlab.InLocale;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.QualityDetails.Retrieval;
import org.adaptationlab.result.csv.CsvResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.result.summary.MetricRow;
import org.adaptationlab.score.Abstention;
import org.adaptationlab.score.Abstention.Rate;
import org.adaptationlab.score.Metric;
import org.adaptationlab.score.RetrievalOutcome;
import org.adaptationlab.statistics.IntervalMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityDetailsTest {

    private final RunResults run = AnswersFixture.handbook();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"en", "tr", "de", "ar-EG-u-nu-arab"})
    void writesTheGoldenScoresInEveryLocale(String locale) {
        RunFolder written = new RunFolder(folder);

        InLocale.run(locale, () -> run.write(written));

        GoldenFile.named("scores.csv").assertSame(written.scores());
        GoldenFile.named("metrics.csv").assertSame(written.metrics());
    }

    @Test
    void areTheSameFromTheFilesAlone() {
        RunFolder written = new RunFolder(folder);
        run.write(written);

        RunResults read = RunResults.read(written);

        assertThat(read.examples()).isEqualTo(run.examples());
        assertThat(read.scores()).hasSameSizeAs(run.scores());
        assertThat(QualityDetails.abstention(read)).isEqualTo(QualityDetails.abstention(run));
        assertThat(read.metrics())
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) <= 1e-6 ? 0 : Double.compare(a, b), Double.class)
                .isEqualTo(run.metrics());
        assertThat(CsvResults.readMetrics(written.metrics()).rows())
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) <= 1e-6 ? 0 : Double.compare(a, b), Double.class)
                .isEqualTo(run.metrics());
    }

    @Test
    void meanOverTheExamplesThatDidNotFail() {
        List<MetricRow> closed = run.metrics().stream()
                .filter(row -> row.mode().mode().equals("closed"))
                .toList();

        assertThat(closed).extracting(MetricRow::metric).containsExactly("exact_match", "token_f1", "refused");
        assertThat(closed).extracting(MetricRow::n).containsOnly(5);
        assertThat(closed).extracting(MetricRow::mean).containsExactly(0.4, 0.5, 0.4);
        assertThat(closed)
                .extracting(row -> Objects.requireNonNull(row.interval()).method())
                .containsExactly(IntervalMethod.WILSON, IntervalMethod.WILSON_EFFECTIVE, IntervalMethod.WILSON);
    }

    @Test
    void tellRetrievalsOfGoldDocumentsApartByWhatBecameOfThem() {
        Retrieval rag = Objects.requireNonNull(QualityDetails.retrieval(run).get("rag"));

        assertThat(rag.n()).isEqualTo(4);
        assertThat(rag.recallAtK()).isEqualTo(0.5);
        assertThat(rag.mrr()).isEqualTo(0.375);
        assertThat(rag.ndcg()).isCloseTo((1 + 0.6309297535714575) / 4, within(1e-12));
        assertThat(rag.outcomes()).containsOnlyKeys(RetrievalOutcome.values()).containsValue(1);
        assertThat(QualityDetails.retrieval(run)).containsOnlyKeys("rag");
    }

    @Test
    void countRefusalsWithTheirControls() {
        assertThat(QualityDetails.abstention(run))
                .isEqualTo(Map.of(
                        "closed", new Abstention(new Rate(1, 2), new Rate(1, 2), new Rate(1, 3)),
                        "rag", new Abstention(new Rate(2, 2), new Rate(2, 3), new Rate(1, 4))));
    }

    @Test
    void haveNoRefusalsWhereEveryQuestionHasAnAnswer() {
        List<ExampleResult> answerable = run.examples().stream()
                .filter(row -> Boolean.TRUE.equals(row.answerable()))
                .toList();

        assertThat(QualityDetails.abstention(
                        RunResults.of(run.provenance(), answerable, run.scores(), Metric.ANSWER_MATCH)))
                .isEmpty();
    }

    @Test
    void takeAnExampleForWhatMostOfItsCallsAre() {
        ModeIdentity mode = run.scores().get(0).mode();
        List<ScoreRow> calls = Stream.of(1, 1, 0)
                .map(refused -> new ScoreRow(mode, "t6", 1, Metric.REFUSED.column(), refused))
                .toList();

        assertThat(QualityDetails.abstention(
                        RunResults.of(run.provenance(), run.examples(), calls, Metric.ANSWER_MATCH)))
                .isEqualTo(Map.of("closed", new Abstention(new Rate(1, 1), new Rate(1, 1), new Rate(0, 0))));
    }

    @Test
    void aRunWithOneMetricHasNoFileOfScores() {
        RunFolder written = new RunFolder(folder);
        RunFixture.hostile().write(written);

        assertThat(written.scores()).doesNotExist();
        assertThat(RunResults.read(written).scores()).isEmpty();
    }

    @Test
    void aDamagedScoreIsNamedByItsLine() throws IOException {
        RunFolder written = new RunFolder(folder);
        run.write(written);
        Files.writeString(
                written.scores(), Files.readString(written.scores()).replaceFirst("exact_match,0\n", "exact_match,\n"));

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> RunResults.read(written))
                .withMessage(written.scores() + ":2: value: is empty; a number is needed");
    }
}
