package org.adaptationlab.run.loop;

/** Measures one mode, with one of its adapters where it has several, and logs what is known of it beside its answers. */
@FunctionalInterface
public interface ModeRun {

    /**
     * Measures what is not measured yet. Use an instance once.
     *
     * @throws org.adaptationlab.problem.LabException when the run can't go on
     */
    void run();
}
