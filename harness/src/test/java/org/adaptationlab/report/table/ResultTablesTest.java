package org.adaptationlab.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultTablesTest {

    @Test
    void showTheShareOfEachSliceInEachMode() {
        Table slices = new ResultTables(results(List.of(
                        row("a", 1, "long", 1),
                        row("a", 2, null, 0),
                        row("a", 3, "long", 0),
                        row("b", 2, null, 1),
                        row("b", 2, null, 0))))
                .slices();

        assertThat(slices.head()).containsExactly("slice", "a", "b");
        assertThat(slices.rows())
                .containsExactly(
                        List.of("long", "50\u00a0% of 2", "–"), List.of("(none)", "0\u00a0% of 1", "50\u00a0% of 1"));
    }

    @Test
    void leaveOutWhatAnAdapterHasNoScoreFor() {
        ModeIdentity one = new ModeIdentity("lora", "lora", "c".repeat(64), 1L);
        ModeIdentity two = new ModeIdentity("lora", "lora", "d".repeat(64), 2L);
        Outcome right = RunFixture.answered("billing", "billing", 1);
        List<ExampleResult> rows = new ArrayList<>();
        for (ModeIdentity adapter : List.of(one, two)) {
            rows.add(sliced("long", RunFixture.row(adapter, "e1", 1, right)));
            rows.add(sliced(
                    "long",
                    RunFixture.row(adapter, "e2", 1, adapter.equals(one) ? right : new Outcome.Failed("gone"))));
            rows.add(sliced(null, RunFixture.row(adapter, "e3", 1, right)));
        }

        assertThat(new ResultTables(results(rows)).slices().rows())
                .containsExactly(List.of("long", "100\u00a0% of 1"), List.of("(none)", "100\u00a0% of 1"));
    }

    @Test
    void goThroughTheRowsOnceHoweverManySlicesThereAre() {
        List<ExampleResult> rows = new ArrayList<>();
        for (String mode : List.of("a", "b")) {
            IntStream.range(0, 50_000).forEach(i -> rows.add(row(mode, i, "slice " + i, i % 2)));
        }
        RunResults results = results(rows);

        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertThat(new ResultTables(results).slices().rows()).hasSize(50_000));
    }

    private static RunResults results(List<ExampleResult> rows) {
        return new RunResults(
                RunFixture.provenance(List.of(), RunFixture.LABELS, List.of()),
                rows,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static ExampleResult row(String mode, int example, @Nullable String slice, double score) {
        ExampleResult plain = RunFixture.row(
                new ModeIdentity(mode, "prompt", null, null),
                "e" + example,
                1,
                RunFixture.answered("billing", "billing", score));
        return sliced(slice, plain);
    }

    private static ExampleResult sliced(@Nullable String slice, ExampleResult plain) {
        return new ExampleResult(
                plain.mode(),
                plain.exampleId(),
                slice,
                plain.repetition(),
                plain.outcome(),
                plain.target(),
                plain.measurement(),
                plain.passages(),
                plain.goldRank(),
                plain.retries(),
                plain.answerable(),
                plain.doc());
    }
}
