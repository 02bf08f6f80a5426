package org.adaptationlab.adapt;

import org.adaptationlab.dataset.Example;
import org.adaptationlab.model.GenerationException;

/** One mode, adapted and ready to answer. */
public sealed interface Adaptation permits ModelAdaptation, ClassifierAdaptation {

    /**
     * Answers one example.
     *
     * @throws GenerationException when the model could not be asked
     */
    Answer answer(Example example) throws GenerationException;
}
