package org.adaptationlab.measure;

import java.util.Optional;

/** Judges answers for one kind of task. Implementations are stateless and thread-safe. */
public interface Scorer {

    Metric metric();

    /**
     * The answer that stands in the model's text, in the form of the targets; empty where none can be read out of it.
     *
     * @param output raw text of the model
     */
    Optional<String> parse(String output);

    /** Judges a parsed answer against the target. */
    Score score(String answer, String target);
}
