package org.adaptationlab.train;

import java.util.List;
import org.adaptationlab.lab.HubModel;
import org.adaptationlab.lab.TrainerKind;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.model.BaseModel;
import org.jspecify.annotations.Nullable;

/**
 * Everything that determines an adapter; two equal plans give the same adapter, which is why it can be cached.
 *
 * @param base the model that will serve it
 * @param examples at least one
 * @param contextTokens longest prompt and answer together, in tokens: the limit that measured questions have
 * @param trainer who is to train
 * @param hub the original weights to train on, null for the file that is served
 */
public record TrainingPlan(
        BaseModel base,
        List<TrainingExample> examples,
        TrainingSettings settings,
        long seed,
        int contextTokens,
        TrainerKind trainer,
        @Nullable HubModel hub) {

    public TrainingPlan {
        examples = List.copyOf(examples);
    }
}
