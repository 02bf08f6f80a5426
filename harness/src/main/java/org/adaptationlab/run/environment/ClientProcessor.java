package org.adaptationlab.run.environment;

import java.util.OptionalDouble;

/** Tells how much processor time the harness itself has used. */
@FunctionalInterface
public interface ClientProcessor {

    /** The time of this process, without its children, which serve models. */
    ClientProcessor OF_THIS_PROCESS = () -> ProcessHandle.current()
            .info()
            .totalCpuDuration()
            .map(used -> OptionalDouble.of(used.toNanos() / 1e9))
            .orElse(OptionalDouble.empty());

    /** Seconds so far, over all threads; empty where this system does not tell. */
    OptionalDouble seconds();
}
