package org.adaptationlab.score;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.adaptationlab.lab.AnswerMatch;
import org.adaptationlab.lab.AnswerWords;
import org.adaptationlab.lab.NumberText;
import org.adaptationlab.lab.ShortAnswerTask;

/**
 * Judges short answers by the task's match, and shows beside it what the other matches of words say. A refusal is right
 * where there is no answer, and nothing else is; it is wrong where there is one (as in SQuAD 2.0: Rajpurkar et al., ACL
 * 2018), also if the answer goes on to name it.
 */
public final class ShortAnswerScorer implements Scorer {

    private static final List<Metric> OF_WORDS =
            List.of(Metric.EXACT_MATCH, Metric.ANSWER_CONTAINED, Metric.TOKEN_F1, Metric.REFUSED);

    private final ShortAnswerTask task;
    private final List<Metric> further;

    public ShortAnswerScorer(ShortAnswerTask task) {
        this.task = task;
        this.further = OF_WORDS.stream()
                .filter(metric -> !metric.equals(twinOfMain(task.match())))
                .toList();
    }

    /** The metric that says the same as the main one. */
    private static Metric twinOfMain(AnswerMatch match) {
        return switch (match) {
            case EXACT -> Metric.EXACT_MATCH;
            case ALIAS -> Metric.ANSWER_CONTAINED;
            case TOKEN_F1 -> Metric.TOKEN_F1;
            case NUMERIC -> Metric.ANSWER_MATCH;
        };
    }

    @Override
    public Metric metric() {
        return task.match() == AnswerMatch.TOKEN_F1 ? Metric.TOKEN_F1 : Metric.ANSWER_MATCH;
    }

    @Override
    public List<Metric> further() {
        return further;
    }

    /** The text without blanks around it; empty where nothing is left, or no number where one is asked for. */
    @Override
    public Optional<String> parse(String output) {
        String answer = output.strip();
        boolean readable = task.match() == AnswerMatch.NUMERIC
                ? !NumberText.first(answer).isEmpty() || task.isRefusal(answer)
                : !AnswerWords.of(answer).words().isEmpty();
        return readable ? Optional.of(answer) : Optional.empty();
    }

    @Override
    public Judgement judge(String answer, Target target) {
        boolean refused = task.isRefusal(answer);
        if (refused || !target.answerable()) {
            double right = refused && !target.answerable() ? 1 : 0;
            return judgement(right, reasonOfRefusal(refused, target), refused, match -> right);
        }
        double value = value(task.match(), answer, target);
        return judgement(value, reason(value), false, match -> value(match, answer, target));
    }

    private Judgement judgement(double value, String reason, boolean refused, ToDoubleFunction<AnswerMatch> byMatch) {
        Map<Metric, Double> values = new HashMap<>(Map.of(
                Metric.EXACT_MATCH, byMatch.applyAsDouble(AnswerMatch.EXACT),
                Metric.ANSWER_CONTAINED, byMatch.applyAsDouble(AnswerMatch.ALIAS),
                Metric.TOKEN_F1, byMatch.applyAsDouble(AnswerMatch.TOKEN_F1),
                Metric.REFUSED, refused ? 1.0 : 0.0));
        values.keySet().retainAll(further);
        return new Judgement(new Score.Graded(value, reason), values);
    }

    /** The best that the target or an alias gives. */
    private double value(AnswerMatch match, String answer, Target target) {
        AnswerWords words = AnswerWords.of(answer);
        return target.texts().stream()
                .mapToDouble(text -> {
                    AnswerWords wanted = AnswerWords.of(text);
                    return switch (match) {
                        case EXACT -> words.equals(wanted) ? 1 : 0;
                        case ALIAS -> words.contains(wanted) ? 1 : 0;
                        case TOKEN_F1 -> words.f1(wanted);
                        case NUMERIC -> isSameNumber(answer, text) ? 1 : 0;
                    };
                })
                .max()
                .orElse(0);
    }

    /** In decimals: 1.1 is within 10 % of 1, and without tolerance the last digit of an account's number counts, too. */
    private boolean isSameNumber(String answer, String target) {
        BigDecimal tolerance = BigDecimal.valueOf(task.tolerance());
        List<BigDecimal> meant = NumberText.first(answer);
        return NumberText.first(target).stream().anyMatch(wanted -> {
            BigDecimal allowed = wanted.abs().multiply(tolerance);
            return meant.stream().anyMatch(one -> one.subtract(wanted).abs().compareTo(allowed) <= 0);
        });
    }

    private String reason(double value) {
        return switch (task.match()) {
            case EXACT -> value == 1 ? "the target" : "not the target";
            case ALIAS -> value == 1 ? "the target is in it" : "the target is not in it";
            case TOKEN_F1 -> value == 1 ? "the target's words" : value == 0 ? "no word of the target" : "some words";
            case NUMERIC -> value == 1 ? "the target's number" : "another number";
        };
    }

    private static String reasonOfRefusal(boolean refused, Target target) {
        if (target.answerable()) {
            return "refused, though there is an answer";
        }
        return refused ? "refused, and there is no answer" : "answered, though there is no answer";
    }
}
