package org.adaptationlab.adapt;

import org.adaptationlab.dataset.Example;
import org.adaptationlab.model.GenerationException;

/** One mode, adapted and ready to answer. */
public sealed interface Adaptation permits ModelAdaptation, ClassifierAdaptation {

    /**
     * Answers one example.
     *
     * @param repetition from 1; of a sampler that draws, each has a seed of its own
     * @throws GenerationException when the model could not be asked
     */
    Answer answer(Example example, int repetition) throws GenerationException;
}
