package org.adaptationlab.run.environment;

/** Hears how a run goes on; called on the run's thread, never between the two clock reads of a measured call. */
public interface RunListener {

    /** Something that takes a while begins, such as {@code starting smollm2-135m-instruct}. */
    void stage(String what);

    /** Something a user should know, that does not stop the run. */
    void warn(String what);

    /**
     * A mode was tried before the first one is measured.
     *
     * @param outcome the answer to a training example, or what came instead
     */
    void tried(String mode, String outcome);

    /**
     * A part of a file was fetched.
     *
     * @param what such as {@code model}
     * @param bytes so far
     * @param totalBytes in all
     */
    void downloaded(String what, long bytes, long totalBytes);

    /** A training step is done; see {@link org.adaptationlab.train.job.TrainingListener#step}. */
    void trainingStep(int step, int steps, double loss);

    /**
     * After each batch of passages or training examples that is embedded for an index.
     *
     * @param done so far, in all
     * @param before those of them that were kept by a run that was stopped
     */
    void embedded(int done, int before, int of);

    /**
     * A measured call is done (or was found done in the journal).
     *
     * @param mode name of the mode, with its adapter seed where it has several
     * @param done calls of this mode that are done
     * @param total calls of this mode
     * @param right of those done
     */
    void answered(String mode, int done, int total, int right);

    /** The mode is measured. */
    void modeDone(String mode);
}
