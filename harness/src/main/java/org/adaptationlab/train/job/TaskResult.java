package org.adaptationlab.train.job;

import java.util.List;

/**
 * A finished training.
 *
 * @param task its place in the job, from 0 on
 * @param answers what the trained model says to the task's first sequences: token ids, greedily chosen, without the end
 *     token, at most as many as the sequence's answer has and {@link #MORE}
 */
public record TaskResult(int task, TrainingLog log, List<int[]> answers) {

    /** Tokens by which an answer may be longer than the one that was taught. */
    public static final int MORE = 8;

    public TaskResult {
        answers = List.copyOf(answers);
    }
}
