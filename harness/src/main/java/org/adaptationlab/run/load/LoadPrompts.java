package org.adaptationlab.run.load;

import java.util.List;
import org.adaptationlab.adapt.Answer;
import org.adaptationlab.adapt.ModelAdaptation;
import org.adaptationlab.adapt.Question;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.jspecify.annotations.Nullable;

/**
 * The questions of a mode as a run would ask them, rendered before the clock starts: what is retrieved is looked up once and
 * is in no time. Each point goes on with the examples where the one before stopped, and has a cache group of its own, a new
 * one each time the examples begin anew: no answer profits from the same question asked before, where the server can be told
 * so, and the part that all questions of a mode share may be cached as it would be in use.
 */
final class LoadPrompts {

    private final ModelAdaptation adaptation;
    private final List<Asked> asked;

    /** An example with what is asked for it. */
    private record Asked(Example example, Question question) {}

    /**
     * How a request ended.
     *
     * @param answer null where there is none
     * @param failure why; null where there is an answer
     */
    record Ended(
            Example example,
            @Nullable Answer answer,
            @Nullable GenerationException failure) {}

    /** @param most questions that will be asked at most */
    LoadPrompts(ModelAdaptation adaptation, List<Example> examples, long most) {
        this.adaptation = adaptation;
        this.asked = examples.stream()
                .limit(most)
                .map(example -> new Asked(example, adaptation.prompts().question(example)))
                .toList();
    }

    /**
     * Asks one of them; thread-safe where the model is.
     *
     * @param group what must not profit from other groups' prompts
     * @param number of the question since the mode began
     */
    Ended ask(String group, long number) {
        Asked one = asked.get((int) (number % asked.size()));
        long round = number / asked.size();
        try {
            Generation generation = adaptation
                    .model()
                    .generate(adaptation.inGroup(group + "/" + round).request(one.question(), 1));
            return new Ended(
                    one.example(), new Answer(generation, one.question().passages(), null), null);
        } catch (GenerationException e) {
            return new Ended(one.example(), null, e);
        }
    }
}
