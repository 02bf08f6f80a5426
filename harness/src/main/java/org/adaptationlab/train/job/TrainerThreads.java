package org.adaptationlab.train.job;

import java.util.Map;

/** How a training process uses the processor. */
public final class TrainerThreads {

    /** More have not been seen to help with matrices of this size. */
    private static final int MOST = 16;

    private TrainerThreads() {}

    /** All processors, up to a number. */
    public static int usual() {
        return Math.min(MOST, Runtime.getRuntime().availableProcessors());
    }

    /** Spinning threads and one other busy process on the same cores have been seen to cost a factor of 20. */
    public static void waitPassively(Map<String, String> environment) {
        environment.put("OMP_WAIT_POLICY", "passive");
    }
}
