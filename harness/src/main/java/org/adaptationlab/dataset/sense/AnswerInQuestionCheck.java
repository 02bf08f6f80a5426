package org.adaptationlab.dataset.sense;

import java.util.List;
import org.adaptationlab.lab.AnswerMatch;
import org.adaptationlab.lab.AnswerWords;
import org.adaptationlab.lab.ShortAnswerTask;
import org.adaptationlab.lab.TaskType;

/** Answers that stand in the question: who copies it is right. */
final class AnswerInQuestionCheck implements SenseCheck {

    /** Words of a label in most texts are a column that was pasted into another; in some they are the subject. */
    private static final double MOST = 0.8;

    @Override
    public List<Finding> of(SenseData data) {
        if (data.task().type() == TaskType.EXTRACTION) {
            return List.of();
        }
        List<SenseRow> answered =
                data.rows().stream().filter(SenseRow::answerable).toList();
        List<SenseRow> telling =
                answered.stream().filter(AnswerInQuestionCheck::isTelling).toList();
        boolean isLabel = data.task().type() == TaskType.CLASSIFICATION;
        if (telling.isEmpty() || (isLabel && telling.size() < MOST * answered.size())) {
            return List.of();
        }
        String what = "in " + telling.size() + " of " + answered.size() + " rows the "
                + (isLabel ? "label stands in the text" : "answer stands in the question") + ": "
                + data.names(telling);
        boolean copies = data.task() instanceof ShortAnswerTask task && task.match() == AnswerMatch.ALIAS;
        return List.of(new Finding(
                what + (copies ? "; under match: alias a mere copy of the question is right" : ""),
                isLabel
                        ? "take it out of the text if it is not there in use"
                        : "reword the questions, or leave them out",
                Finding.Mend.BY_HAND));
    }

    private static boolean isTelling(SenseRow row) {
        AnswerWords question = AnswerWords.of(row.input());
        return row.answers().map(AnswerWords::of).anyMatch(question::contains);
    }
}
