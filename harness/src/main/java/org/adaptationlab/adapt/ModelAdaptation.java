package org.adaptationlab.adapt;

import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * A generative model asked through a mode's prompt. Prompt, RAG and LoRA differ only in what they are made of: shots,
 * retrieval, and whether the served model has an adapter.
 *
 * @param jsonSchema JSON schema of the answer, null for free text
 * @param cacheGroup of all its requests, which servers that can be told so keep apart from those of other modes
 */
public record ModelAdaptation(
        PromptBuilder prompts,
        ServedModel model,
        SamplingOptions sampling,
        @Nullable String jsonSchema,
        String cacheGroup)
        implements Adaptation {

    @Override
    public Answer answer(Example example, int repetition) throws GenerationException {
        Question question = question(example);
        return new Answer(model.generate(request(question, repetition)), question.passages(), question.retrieveMs());
    }

    /** What the model is asked when it is asked a question. */
    public GenerationRequest request(Question question, int repetition) {
        return new GenerationRequest(
                question.messages(),
                sampling.withSeed(sampling.seed() + repetition - 1),
                jsonSchema,
                cacheGroup + "/" + repetition);
    }

    /** The same with its requests in another group. */
    public ModelAdaptation inGroup(String group) {
        return new ModelAdaptation(prompts, model, sampling, jsonSchema, group);
    }

    /** A question whose passages cannot be had is a failed call: without them it would be another mode's question. */
    private Question question(Example example) throws GenerationException {
        try {
            return prompts.question(example);
        } catch (PrerequisiteException | LabDefinitionException e) {
            throw GenerationException.failed(String.valueOf(e.getMessage()), e);
        }
    }
}
