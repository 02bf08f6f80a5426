package org.adaptationlab.report.html;

import java.util.List;
import java.util.Objects;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.MetricWords;
import org.adaptationlab.report.words.VisibleText;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.summary.ExampleScores;
import org.adaptationlab.statistics.ScoreTable;
import org.jspecify.annotations.Nullable;

/**
 * What one mode made of one example: the first of its calls, and how all of them went.
 *
 * @param mode its place among the modes
 * @param state {@code right}, {@code wrong} or {@code none} where it was not judged
 * @param word for the state, true of the metric
 * @param score in words, where it is more than right or wrong; else empty
 * @param answer the answer that was read, or what became of it
 * @param output the model's own text where it says more than the answer; else empty
 * @param passages what was retrieved; may be empty
 */
public record AnswerCell(
        int mode, String state, String word, String score, String answer, String output, String passages) {

    private static final int CHARACTERS = 300;

    static AnswerCell of(int mode, List<ExampleResult> calls, MetricWords metric) {
        ExampleResult first = calls.get(0);
        Double mean = ExampleScores.means(calls).get(first.exampleId());
        Outcome outcome = first.outcome();
        String answer = outcome.answer();
        String output = Objects.requireNonNullElse(outcome.output(), "");
        boolean right = mean != null && ScoreTable.isRight(mean);
        return new AnswerCell(
                mode,
                mean == null ? "none" : right ? "right" : "wrong",
                mean == null ? "not judged" : right ? metric.right() : metric.wrong(),
                score(mean, calls),
                VisibleText.cut(answer == null ? became(outcome) : answer, CHARACTERS),
                answer != null && bare(output).equals(answer) ? "" : VisibleText.cut(output.strip(), CHARACTERS),
                VisibleText.of(String.join(", ", first.passages()), CHARACTERS));
    }

    /** The sign of the state, for those who do not see colours. */
    String mark() {
        return switch (state) {
            case "right" -> "✓";
            case "wrong" -> "✗";
            default -> "–";
        };
    }

    int characters() {
        return answer.length() + output.length() + passages.length();
    }

    private static String score(@Nullable Double mean, List<ExampleResult> calls) {
        if (calls.size() > 1) {
            long right = calls.stream()
                    .map(call -> call.outcome().score())
                    .filter(score -> score != null && ScoreTable.isRight(score))
                    .count();
            return right + " of " + calls.size() + " calls";
        }
        return mean == null || mean == 0 || mean == 1 ? "" : Figures.ratio(mean);
    }

    private static String became(Outcome outcome) {
        String word = switch (outcome.word()) {
            case "unparsed" -> "can't be read as an answer";
            default -> outcome.word();
        };
        String error = outcome.error();
        return error == null ? word : word + ": " + error;
    }

    /** A constrained answer is a JSON string: its quotes and blanks are not worth showing. */
    private static String bare(String output) {
        String text = output.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }
}
