package org.adaptationlab.adapt;

import java.util.List;
import java.util.function.LongSupplier;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.Timings;
import org.adaptationlab.model.TokenUsage;

/**
 * A classifier asked in place of a model. It has a total time, its features with it; tokens, and a first one, it has not.
 *
 * @param nanoClock read around each answer
 */
public record ClassifierAdaptation(Classifier classifier, LongSupplier nanoClock) implements Adaptation {

    private static final double NANOS_PER_MS = 1e6;

    @Override
    public Answer answer(Example example, int repetition) {
        long start = nanoClock.getAsLong();
        String label = classifier.label(example.input());
        double totalMs = (nanoClock.getAsLong() - start) / NANOS_PER_MS;
        Generation answer = new Generation(
                label,
                Generation.Finish.STOP,
                new TokenUsage(null, null),
                new Timings(null, null, null, null, totalMs),
                0);
        return new Answer(answer, List.of(), null);
    }
}
