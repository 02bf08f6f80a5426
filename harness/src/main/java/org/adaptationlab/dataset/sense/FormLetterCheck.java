package org.adaptationlab.dataset.sense;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.adaptationlab.dataset.sense.SenseRow.Side;

/** Texts made from one template on both sides: what is learned by heart in training is asked for in the test. */
final class FormLetterCheck implements SenseCheck {

    private static final double MANY = 0.2;

    @Override
    public List<Finding> of(SenseData data) {
        Templates templates =
                Templates.of(data.rows().stream().map(SenseRow::input).toList());
        Map<Integer, SenseRow> trained = new HashMap<>();
        int tests = 0;
        int alike = 0;
        SenseRow one = null;
        for (Side side : List.of(Side.TRAIN, Side.TEST)) {
            for (int i = 0; i < data.rows().size(); i++) {
                SenseRow row = data.rows().get(i);
                int template = templates.of(i);
                if (row.side() != side) {
                    continue;
                }
                if (side == Side.TRAIN && template != Templates.NONE) {
                    trained.putIfAbsent(template, row);
                }
                if (side == Side.TEST) {
                    tests++;
                    if (trained.containsKey(template)) {
                        alike++;
                        one = one == null ? row : one;
                    }
                }
            }
        }
        if (one == null || alike < MANY * tests) {
            return List.of();
        }
        int index = data.rows().indexOf(one);
        SenseRow twin = trained.getOrDefault(templates.of(index), one);
        return List.of(new Finding(
                String.format(
                        Locale.ROOT,
                        "form letters: %.0f %% of the test texts differ from a training text in rare words and numbers"
                                + " only, such as %s; the figures will hold for texts of these forms, not for others",
                        100.0 * alike / tests,
                        data.names(List.of(twin, one))),
                "keep texts of one form on one side, or take texts that people wrote",
                Finding.Mend.BY_HAND));
    }
}
