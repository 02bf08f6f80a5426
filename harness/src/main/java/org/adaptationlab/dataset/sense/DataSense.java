package org.adaptationlab.dataset.sense;

import java.util.List;

/** All checks of whether data make sense. */
public final class DataSense {

    private static final List<SenseCheck> CHECKS = List.of(
            new SameTextCheck(),
            new LabelCountCheck(),
            new UnmatchableTargetCheck(),
            new AnswerInQuestionCheck(),
            new FormLetterCheck());

    private DataSense() {}

    /** Everything that was found. */
    public static List<Finding> of(SenseData data) {
        return CHECKS.parallelStream().flatMap(check -> check.of(data).stream()).toList();
    }
}
