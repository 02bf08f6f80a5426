package org.adaptationlab.run.environment;

import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainingPlan;
import org.adaptationlab.train.encoder.EncoderPlan;
import org.adaptationlab.train.encoder.TunedEncoder;
import org.adaptationlab.train.job.TrainingListener;

/** Gets what the modes of a run have trained: adapters and encoders. */
public interface AdapterMaker {

    /**
     * The adapters of plans over one base, in their order; those that equal plans have not given before are trained now,
     * by one process.
     */
    List<TrainedAdapter> adapters(List<TrainingPlan> plans, TrainingListener listener);

    /** The encoder of a plan; trained now, unless an equal plan has given it before. */
    TunedEncoder encoder(EncoderPlan plan, TrainingListener listener);

    /**
     * Checks that there is a trainer for a base, before anything long begins.
     *
     * @throws org.adaptationlab.problem.LabException if there is none, or it is not installed
     */
    void requireTrainer(BaseModel base, AdapterSource.Trained source);

    /**
     * The GGUF file of an adapter that PEFT saved, made now or before.
     *
     * @throws org.adaptationlab.problem.LabDefinitionException when it can't be imported, or does not fit the base
     * @throws org.adaptationlab.problem.PrerequisiteException when the base's weights are not on this machine
     */
    Path imported(Path peftFolder, BaseModel base);
}
