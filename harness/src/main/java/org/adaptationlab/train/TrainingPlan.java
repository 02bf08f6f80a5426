package org.adaptationlab.train;

import java.util.List;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.model.BaseModel;

/** Everything that determines an adapter; two equal plans give the same adapter, which is why it can be cached. */
public record TrainingPlan(BaseModel base, List<TrainingExample> examples, TrainingSettings settings, long seed) {

    public TrainingPlan {
        examples = List.copyOf(examples);
    }
}
