package org.adaptationlab.result.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.result.AnswersFixture;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.StatisticsFixture;
import org.adaptationlab.result.summary.ComparisonRow.Family;
import org.adaptationlab.statistics.IntervalMethod;
import org.adaptationlab.statistics.Level;
import org.adaptationlab.statistics.MinimumDetectableEffect;
import org.adaptationlab.statistics.TestMethod;
import org.adaptationlab.statistics.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonsTest {

    @TempDir
    private Path folder;

    @Test
    void makeEveryModeAgainstTheBaselineThePrimaryFamily() {
        List<ComparisonRow> rows = RunFixture.tickets().comparisons();

        assertThat(rows).hasSize(10);
        assertThat(rows.stream().filter(row -> row.statistics().family() == Family.PRIMARY))
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.modeB()).isEqualTo("prompt"))
                .allSatisfy(row -> assertThat(row.statistics().pHolm()).isGreaterThanOrEqualTo(p(row)));
        assertThat(rows.stream().filter(row -> row.statistics().family() == Family.EXPLORATORY))
                .allSatisfy(row -> assertThat(row.statistics().pHolm()).isNull())
                .allSatisfy(row -> assertThat(row.statistics().decidingP()).isGreaterThanOrEqualTo(p(row)))
                .allSatisfy(row -> assertThat(row.statistics().verdict()).isNotNull());
    }

    @Test
    void judgeTheModeAgainstTheBaseline() {
        ComparisonRow lora = pair(RunFixture.tickets(), "lora", "prompt");

        assertThat(lora.pairs().difference()).isCloseTo(0.525, within(1e-9));
        assertThat(lora.statistics().verdict()).isEqualTo(Verdict.BETTER);
        assertThat(pair(RunFixture.tickets(), "rag", "prompt").statistics().verdict())
                .isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
    }

    @Test
    void leaveControlsOutOfTheFamily() {
        List<ComparisonRow> rows = StatisticsFixture.documents().comparisons();

        assertThat(rows.stream()
                        .filter(row -> row.statistics().family() == Family.PRIMARY)
                        .map(ComparisonRow::modeA))
                .containsExactly("rag", "lora");
    }

    @Test
    void planTheDetectableEffectForTheWholeFamily() {
        List<ComparisonRow> rows = RunFixture.tickets().comparisons();

        assertThat(pair(RunFixture.tickets(), "lora", "prompt").statistics().mde())
                .isEqualTo(MinimumDetectableEffect.of(120, 0.3, Level.FIVE_PERCENT.sharedBy(4))
                        .orElseThrow());
        assertThat(rows.get(9).statistics().mde())
                .as("an exploratory pair must be found among all ten")
                .isEqualTo(MinimumDetectableEffect.of(120, 0.3, Level.FIVE_PERCENT.sharedBy(10))
                        .orElseThrow());
    }

    @Test
    void useEveryMethodInTheFixtures() {
        List<RunResults> runs = List.of(
                RunFixture.tickets(),
                StatisticsFixture.documents(),
                StatisticsFixture.graded(),
                StatisticsFixture.adapters());
        Set<TestMethod> tests = analyses(runs)
                .map(row -> Objects.requireNonNull(row.statistics().analysis()).test())
                .collect(Collectors.toSet());
        Set<IntervalMethod> intervals = Stream.concat(
                        analyses(runs)
                                .map(row -> Objects.requireNonNull(
                                                row.statistics().analysis())
                                        .interval()
                                        .method()),
                        runs.stream()
                                .flatMap(run -> run.summaries().stream())
                                .map(row -> Objects.requireNonNull(row.quality().interval())
                                        .method()))
                .collect(Collectors.toSet());

        assertThat(tests)
                .as("but for very many examples")
                .isEqualTo(EnumSet.complementOf(EnumSet.of(TestMethod.STUDENT)));
        assertThat(intervals)
                .isEqualTo(EnumSet.complementOf(EnumSet.of(IntervalMethod.PERCENTILE, IntervalMethod.STUDENT)));
    }

    @Test
    void compareFurtherMetricsWithTheBaselineAndDecideNothingByThem() {
        RunResults graded = StatisticsFixture.graded();
        RunResults run = StatisticsFixture.further(graded);

        assertThat(run.mainComparisons()).isEqualTo(graded.comparisons());
        assertThat(run.comparisons().subList(0, graded.comparisons().size())).isEqualTo(graded.comparisons());
        assertThat(run.furtherComparisons())
                .extracting(row -> row.metric() + " " + row.modeA() + " " + row.modeB())
                .containsExactly(
                        "exact_match few-shot prompt",
                        "exact_match reworded prompt",
                        "field_recall few-shot prompt",
                        "field_recall reworded prompt");
        assertThat(run.furtherComparisons()).allSatisfy(row -> {
            assertThat(row.statistics().family()).isEqualTo(Family.EXPLORATORY);
            assertThat(row.statistics().pHolm()).isNull();
            assertThat(row.statistics().verdict()).isNotNull();
        });
    }

    @Test
    void leaveOutFurtherMetricsThatTheBaselineLacksAndRefusals() {
        assertThat(AnswersFixture.handbook().furtherComparisons()).isEmpty();
    }

    @Test
    void comeBackFromTheirFiles() throws IOException {
        RunFolder first = new RunFolder(folder.resolve("a"));
        RunFolder second = new RunFolder(folder.resolve("b"));
        StatisticsFixture.documents().write(first);

        RunResults.read(first).write(second);

        assertThat(second.comparisons()).hasSameBinaryContentAs(first.comparisons());
        assertThat(second.summary()).hasSameBinaryContentAs(first.summary());
        assertThat(second.examples()).hasSameBinaryContentAs(first.examples());
        assertThat(Files.readString(first.examples())).contains(",made up,,,,manual-0,");
    }

    @Test
    void takeFilesOfEarlierVersionsWithoutTheFurtherColumns() throws IOException {
        RunFolder run = new RunFolder(folder.resolve("old"));
        RunFixture.tickets().write(run);
        String old = Files.readString(run.comparisons())
                .lines()
                .map(line -> line.split(",", -1))
                .map(cells -> String.join(",", List.of(cells).subList(0, 31)))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(run.comparisons(), old);

        assertThat(RunResults.read(run).comparisons())
                .hasSize(10)
                .allSatisfy(row -> assertThat(row.statistics().analysis()).isNull());
    }

    private static Stream<ComparisonRow> analyses(List<RunResults> runs) {
        return runs.stream().flatMap(run -> run.comparisons().stream());
    }

    private static ComparisonRow pair(RunResults run, String a, String b) {
        return run.comparisons().stream()
                .filter(row -> row.modeA().equals(a) && row.modeB().equals(b))
                .findFirst()
                .orElseThrow();
    }

    private static double p(ComparisonRow row) {
        return Objects.requireNonNull(row.statistics().analysis()).p();
    }
}
