package org.adaptationlab.cli.console;

/** Does something when the process is told to end (Ctrl-C) while a piece of work is under way. */
public final class InterruptNotice {

    private InterruptNotice() {}

    /** Does the work; if the process is told to end meanwhile, {@code onInterrupt} runs beside it. */
    public static void during(Runnable work, Runnable onInterrupt) {
        Thread hook = new Thread(onInterrupt, "interrupt-notice");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            work.run();
        } finally {
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process is ending: the hook runs, or has run
        }
    }
}
