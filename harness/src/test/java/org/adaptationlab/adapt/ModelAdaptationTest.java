package org.adaptationlab.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.PromptText;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.run.FakeRuntime;
import org.junit.jupiter.api.Test;

class ModelAdaptationTest {

    @Test
    void eachRepetitionHasASeedAndACacheOfItsOwnAndTheFirstTheLabsSeed() throws Exception {
        FakeRuntime runtime = new FakeRuntime(request -> "apple");
        ClassificationTask task = new ClassificationTask(List.of("apple", "pear"));
        SamplingOptions sampling = new SamplingOptions(0.7, 42, 16, 512);
        ModelAdaptation adaptation = new ModelAdaptation(
                new PromptBuilder(
                        task,
                        new PromptText("x", "{input}"),
                        new AnswerForm(task, false),
                        List.of(),
                        new Retrieval.None(),
                        () -> 0),
                runtime.serve(new BaseModel("tiny", "d", null, null), null, sampling),
                sampling,
                null,
                "run/prompt");

        for (int repetition = 1; repetition <= 3; repetition++) {
            adaptation.answer(new Example("a", "red", "apple", List.of(), null, null, true), repetition);
        }

        assertThat(runtime.requests)
                .extracting(request -> request.sampling().seed())
                .containsExactly(42L, 43L, 44L);
        assertThat(runtime.requests)
                .extracting(GenerationRequest::cacheGroup)
                .containsExactly("run/prompt/1", "run/prompt/2", "run/prompt/3");
    }
}
