package org.adaptationlab.result.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.score.Score;
import org.jspecify.annotations.Nullable;

/** examples.csv: a row per mode, example and repetition. */
final class ExampleColumns implements CsvForm<ExampleResult> {

    private static final List<String> COLUMNS = List.of(
            "example_id",
            "slice",
            "repetition",
            "outcome",
            "output",
            "answer",
            "target",
            "score",
            "input_tokens",
            "output_tokens",
            "load_ms",
            "retrieve_ms",
            "ttft_ms",
            "prefill_ms",
            "decode_ms",
            "total_ms",
            "passages",
            "gold_rank",
            "retries",
            "error",
            "reason",
            "answerable",
            "thinking_tokens",
            "thinking_ms",
            "doc");

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public int requiredColumns() {
        return COLUMNS.indexOf("reason");
    }

    @Override
    public ModeIdentity mode(ExampleResult row) {
        return row.mode();
    }

    @Override
    public List<@Nullable String> cells(ExampleResult row) {
        Outcome outcome = row.outcome();
        CallMeasurement measured = row.measurement();
        return Arrays.asList(
                CsvCells.text(row.exampleId()),
                CsvCells.text(row.slice()),
                CsvCells.whole(row.repetition()),
                outcome.word(),
                CsvCells.text(outcome.output()),
                CsvCells.text(outcome.answer()),
                CsvCells.text(row.target()),
                CsvCells.rate(outcome.score()),
                CsvCells.whole(measured.inputTokens()),
                CsvCells.whole(measured.outputTokens()),
                CsvCells.amount(measured.loadMs()),
                CsvCells.amount(measured.retrieveMs()),
                CsvCells.amount(measured.ttftMs()),
                CsvCells.amount(measured.prefillMs()),
                CsvCells.amount(measured.decodeMs()),
                CsvCells.amount(measured.totalMs()),
                CsvCells.list(row.passages()),
                CsvCells.whole(row.goldRank()),
                CsvCells.whole(row.retries()),
                CsvCells.text(outcome.error()),
                CsvCells.text(reason(outcome)),
                row.answerable() == null ? null : row.answerable().toString(),
                CsvCells.whole(measured.thinkingTokens()),
                CsvCells.amount(measured.thinkingMs()),
                CsvCells.text(row.doc()));
    }

    @Override
    public ExampleResult read(CsvRow row, @Nullable ModeIdentity mode) {
        ModeIdentity known = row.requiredMode(mode);
        int repetition = row.requiredCount("repetition");
        if (repetition < 1) {
            throw row.bad("repetition", "found 0; repetitions count from 1");
        }
        return new ExampleResult(
                known,
                row.required("example_id"),
                row.text("slice"),
                repetition,
                outcome(row),
                orEmpty(row.text("target")),
                measurement(row),
                row.ids("passages"),
                row.count("gold_rank"),
                row.requiredCount("retries"),
                row.flag("answerable"),
                row.text("doc"));
    }

    private static @Nullable String reason(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered && answered.grade() instanceof Score.Graded graded
                ? graded.reason()
                : null;
    }

    private static Outcome outcome(CsvRow row) {
        String output = row.text("output");
        String error = row.text("error");
        String word = row.required("outcome");
        return switch (word) {
            case "answered" -> new Outcome.Answered(orEmpty(output), row.required("answer"), grade(row));
            case "unparsed" -> new Outcome.Unparsed(orEmpty(output));
            case "truncated" -> new Outcome.Truncated(output, error);
            case "failed" -> new Outcome.Failed(Objects.requireNonNullElse(error, "no cause recorded"));
            default -> throw row.bad("outcome", "\"" + word + "\" is none of answered, unparsed, truncated, failed");
        };
    }

    private static Score grade(CsvRow row) {
        Double score = row.number("score");
        return score == null
                ? new Score.Ungraded(orEmpty(row.text("error")))
                : new Score.Graded(score, orEmpty(row.text("reason")));
    }

    private static CallMeasurement measurement(CsvRow row) {
        return new CallMeasurement(
                row.count("input_tokens"),
                row.count("output_tokens"),
                row.number("load_ms"),
                row.number("retrieve_ms"),
                row.number("ttft_ms"),
                row.number("prefill_ms"),
                row.number("decode_ms"),
                row.number("total_ms"),
                row.count("thinking_tokens"),
                row.number("thinking_ms"));
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
