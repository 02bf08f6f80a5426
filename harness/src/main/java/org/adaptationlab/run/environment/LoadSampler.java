package org.adaptationlab.run.environment;

import java.util.OptionalDouble;

/** Tells how busy the machine is with other things; called while the harness itself has nothing to do. */
@FunctionalInterface
public interface LoadSampler {

    /** Share (0 to 1) of the processors' time that was used during a short wait; empty where it can't be told. */
    OptionalDouble busyShare();
}
