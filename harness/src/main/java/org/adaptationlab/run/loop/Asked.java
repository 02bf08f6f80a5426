package org.adaptationlab.run.loop;

import org.adaptationlab.adapt.Answer;
import org.adaptationlab.model.GenerationException;
import org.jspecify.annotations.Nullable;

/**
 * A question that was asked among others, with its answer or how it failed.
 *
 * @param seconds from its begin to its end, retrieval included
 * @param busySeconds the part of them that is left to it when all that are in flight share each moment
 */
record Asked(
        Question question,
        @Nullable Answer answer,
        @Nullable GenerationException failure,
        double seconds,
        double busySeconds) {}
