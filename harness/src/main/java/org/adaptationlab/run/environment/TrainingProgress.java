package org.adaptationlab.run.environment;

import org.adaptationlab.train.job.TrainingListener;

/** Tells who listens to a run of a training. */
public final class TrainingProgress {

    private TrainingProgress() {}

    /** Steps, and what is done between them. */
    public static TrainingListener to(RunListener listener) {
        return new TrainingListener() {
            @Override
            public void step(int step, int steps, double loss) {
                listener.trainingStep(step, steps, loss);
            }

            @Override
            public void stage(String what) {
                listener.stage(what);
            }
        };
    }
}
