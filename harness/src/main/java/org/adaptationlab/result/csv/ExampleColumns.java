package org.adaptationlab.result.csv;

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

    private static final List<Column<ExampleResult>> COLUMNS = List.of(
            Column.text("example_id", ExampleResult::exampleId),
            Column.text("slice", ExampleResult::slice),
            Column.count("repetition", ExampleResult::repetition),
            Column.word("outcome", row -> row.outcome().word()),
            Column.text("output", row -> row.outcome().output()),
            Column.text("answer", row -> row.outcome().answer()),
            Column.text("target", ExampleResult::target),
            Column.share("score", row -> row.outcome().score()),
            Column.count("input_tokens", row -> row.measurement().inputTokens()),
            Column.count("output_tokens", row -> row.measurement().outputTokens()),
            Column.amount("load_ms", row -> row.measurement().loadMs()),
            Column.amount("retrieve_ms", row -> row.measurement().retrieveMs()),
            Column.amount("ttft_ms", row -> row.measurement().ttftMs()),
            Column.amount("prefill_ms", row -> row.measurement().prefillMs()),
            Column.amount("decode_ms", row -> row.measurement().decodeMs()),
            Column.amount("total_ms", row -> row.measurement().totalMs()),
            Column.ids("passages", ExampleResult::passages),
            Column.count("gold_rank", ExampleResult::goldRank),
            Column.count("retries", ExampleResult::retries),
            Column.text("error", row -> row.outcome().error()),
            Column.text("reason", row -> reason(row.outcome())),
            Column.flag("answerable", ExampleResult::answerable),
            Column.count("thinking_tokens", row -> row.measurement().thinkingTokens()),
            Column.amount("thinking_ms", row -> row.measurement().thinkingMs()),
            Column.text("doc", ExampleResult::doc),
            Column.amount("first_token_ms", row -> row.measurement().firstTokenMs()),
            Column.count("cached_tokens", row -> row.measurement().cachedTokens()),
            Column.count("in_flight", row -> row.measurement().inFlight()),
            Column.amount("busy_ms", row -> row.measurement().busyMs()));

    @Override
    public List<Column<ExampleResult>> columns() {
        return COLUMNS;
    }

    @Override
    public String firstFurther() {
        return "reason";
    }

    @Override
    public ModeIdentity mode(ExampleResult row) {
        return row.mode();
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
                row.shared("slice"),
                repetition,
                row.header().outcomes().shared(outcome(row)),
                orEmpty(row.shared("target")),
                measurement(row),
                row.ids("passages"),
                row.count("gold_rank"),
                row.requiredCount("retries"),
                row.flag("answerable"),
                row.shared("doc"));
    }

    private static @Nullable String reason(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered && answered.grade() instanceof Score.Graded graded
                ? graded.reason()
                : null;
    }

    private static Outcome outcome(CsvRow row) {
        String output = row.shared("output");
        String error = row.text("error");
        Double score = row.number("score");
        String word = row.required("outcome");
        return switch (word) {
            case "answered" -> new Outcome.Answered(orEmpty(output), row.required("answer"), grade(row, score));
            case "unparsed" -> new Outcome.Unparsed(orEmpty(output));
            case "truncated" -> new Outcome.Truncated(output, error);
            case "failed" -> new Outcome.Failed(Objects.requireNonNullElse(error, "no cause recorded"));
            default -> throw row.bad("outcome", "\"" + word + "\" is none of answered, unparsed, truncated, failed");
        };
    }

    private static Score grade(CsvRow row, @Nullable Double score) {
        return score == null
                ? new Score.Ungraded(orEmpty(row.text("error")))
                : new Score.Graded(score, orEmpty(row.shared("reason")));
    }

    private static CallMeasurement measurement(CsvRow row) {
        Double ttft = row.number("ttft_ms");
        Double firstToken = row.number("first_token_ms");
        return new CallMeasurement(
                row.count("input_tokens"),
                row.count("output_tokens"),
                row.number("load_ms"),
                row.number("retrieve_ms"),
                ttft,
                row.number("prefill_ms"),
                row.number("decode_ms"),
                row.number("total_ms"),
                row.count("thinking_tokens"),
                row.number("thinking_ms"),
                Objects.equals(firstToken, ttft)
                        ? ttft
                        : firstToken, // one object, as they are where nothing was thought
                row.count("cached_tokens"),
                row.count("in_flight"),
                row.number("busy_ms"));
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
