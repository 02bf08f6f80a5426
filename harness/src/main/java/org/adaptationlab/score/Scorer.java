package org.adaptationlab.score;

import java.util.List;
import java.util.Optional;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.ExtractionTask;
import org.adaptationlab.lab.ShortAnswerTask;
import org.adaptationlab.lab.TaskDefinition;

/** Judges answers for one kind of task. Implementations are stateless and thread-safe. */
public interface Scorer {

    /** The scorer of a task. */
    static Scorer of(TaskDefinition task) {
        if (task instanceof ClassificationTask classification) {
            return new LabelScorer(classification.labels(), classification.refusal());
        }
        if (task instanceof ShortAnswerTask shortAnswer) {
            return new ShortAnswerScorer(shortAnswer);
        }
        return new JsonScorer(((ExtractionTask) task).schema());
    }

    /** What the score of an answer is. */
    Metric metric();

    /** What else {@link #judge} gives, in this order; an answer that can't be read has 0 in each. */
    default List<Metric> further() {
        return List.of();
    }

    /**
     * The answer that stands in the model's text, in the form of the targets; empty where none can be read out of it.
     *
     * @param output raw text of the model
     */
    Optional<String> parse(String output);

    /** Judges a parsed answer. */
    Judgement judge(String answer, Target target);
}
