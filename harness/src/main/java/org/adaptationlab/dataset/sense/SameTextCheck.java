package org.adaptationlab.dataset.sense;

import java.util.List;
import java.util.Locale;
import org.adaptationlab.lab.TaskType;

/** One text with two targets: no answer can be right for both. */
final class SameTextCheck implements SenseCheck {

    @Override
    public List<Finding> of(SenseData data) {
        List<SameTexts> groups = SameTexts.in(data.rows());
        if (groups.isEmpty()) {
            return List.of();
        }
        int wrong = groups.stream().mapToInt(SameTexts::surplus).sum();
        SameTexts first = groups.get(0);
        String what = String.format(
                Locale.ROOT,
                "%s more than one target, such as %s (%s): at most %.1f %% of all rows can be right",
                groups.size() == 1 ? "1 text has" : groups.size() + " texts have",
                data.names(first.rows()),
                String.join(
                        ", ",
                        first.rows().stream()
                                .map(row -> row.answerable() ? "\"" + row.target() + "\"" : "no answer")
                                .distinct()
                                .toList()),
                100.0 * (data.rows().size() - wrong) / data.rows().size());
        String remedy = data.task().type() == TaskType.SHORT_ANSWER
                ? "keep one of them, with the other answers as its \"aliases\""
                : "keep the row that is right";
        return List.of(new Finding(what, remedy, Finding.Mend.MECHANICAL));
    }
}
