package org.adaptationlab.dataset.sense;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.adaptationlab.lab.AnswerMatch;
import org.adaptationlab.lab.AnswerWords;
import org.adaptationlab.lab.ShortAnswerTask;
import org.adaptationlab.lab.TaskType;

/** Targets that no answer, or hardly any, can match. */
final class UnmatchableTargetCheck implements SenseCheck {

    /** Digits with points, commas, blanks, a sign or an exponent, and nothing else. */
    private static final Pattern NUMBER = Pattern.compile("[-+−]?\\d[\\d., '_]*(?:[eE][-+]?\\d+)?");

    @Override
    public List<Finding> of(SenseData data) {
        List<Finding> found = new ArrayList<>();
        List<SenseRow> answered =
                data.rows().stream().filter(SenseRow::answerable).toList();
        List<SenseRow> tooLong = answered.stream()
                .filter(row -> row.answers()
                        .allMatch(text -> AnswerWords.of(text).words().size() > data.outputTokens()))
                .toList();
        if (!tooLong.isEmpty()) {
            found.add(new Finding(
                    share(tooLong, answered) + " a target of more words than max-output-tokens, " + data.outputTokens()
                            + ", lets a model write: " + data.names(tooLong),
                    "set sampling.max-output-tokens higher, or shorten the targets",
                    Finding.Mend.BY_HAND));
        }
        addStopped(data, answered, found);
        if (data.task() instanceof ShortAnswerTask task) {
            addWordless(data, answered, found);
            addNumbers(data, task, answered, found);
        }
        return found;
    }

    private static void addStopped(SenseData data, List<SenseRow> answered, List<Finding> found) {
        List<SenseRow> stopped = answered.stream()
                .filter(row ->
                        row.answers().allMatch(text -> data.stops().stream().anyMatch(text::contains)))
                .toList();
        if (!stopped.isEmpty()) {
            found.add(new Finding(
                    share(stopped, answered)
                            + " a target with a text of sampling.stop in it, before which a model's answer" + " ends: "
                            + data.names(stopped),
                    "take that text out of sampling.stop",
                    Finding.Mend.BY_HAND));
        }
    }

    private static void addWordless(SenseData data, List<SenseRow> answered, List<Finding> found) {
        List<SenseRow> wordless = answered.stream()
                .filter(row -> row.answers()
                        .allMatch(text -> AnswerWords.of(text).words().isEmpty()))
                .toList();
        if (!wordless.isEmpty()) {
            found.add(new Finding(
                    share(wordless, answered) + " a target without any word or number, which no answer matches: "
                            + data.names(wordless),
                    "write the answer, or say that there is none (\"answerable\": false)",
                    Finding.Mend.BY_HAND));
        }
    }

    /** "1,299" and "1299" are one number, but not the same words. */
    private static void addNumbers(SenseData data, ShortAnswerTask task, List<SenseRow> answered, List<Finding> found) {
        List<SenseRow> numbers = answered.stream()
                .filter(row -> row.answers()
                        .allMatch(text -> NUMBER.matcher(text.strip()).matches()))
                .toList();
        boolean most = numbers.size() * 2 > answered.size();
        if (task.match() != AnswerMatch.NUMERIC && most && data.task().type() == TaskType.SHORT_ANSWER) {
            found.add(new Finding(
                    share(numbers, answered) + " a number as target, and match: "
                            + task.match().word() + " wants it written in just that way (\""
                            + numbers.get(0).target() + "\" in " + data.names(numbers.subList(0, 1)) + ")",
                    "set task.match to numeric",
                    Finding.Mend.BY_HAND));
        }
    }

    private static String share(List<SenseRow> some, List<SenseRow> all) {
        return some.size() + " of " + all.size() + (some.size() == 1 ? " rows has" : " rows have");
    }
}
