package org.adaptationlab.run;

import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainingListener;
import org.adaptationlab.train.TrainingPlan;

/** Trains an adapter, or takes the one an equal plan gave before. */
@FunctionalInterface
public interface AdapterMaker {

    TrainedAdapter adapter(TrainingPlan plan, TrainingListener listener);
}
