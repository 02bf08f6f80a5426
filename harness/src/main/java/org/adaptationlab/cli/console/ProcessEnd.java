package org.adaptationlab.cli.console;

import java.util.Set;

/** What a process of its own does after its command: things that hold for the whole JVM. */
public final class ProcessEnd {

    private static final String SELECTOR = "SelectorManager";

    private ProcessEnd() {}

    /** Lets the JVM end at once. */
    public static void prepare() {
        endHttpClients(Thread.getAllStackTraces().keySet());
    }

    /**
     * Ends the threads of the JDK's HTTP clients. They wait in native code, which a JVM that ends allows 0.3 s to finish, and
     * a client of Java 17 cannot be closed.
     */
    static void endHttpClients(Set<Thread> threads) {
        threads.stream().filter(thread -> thread.getName().endsWith(SELECTOR)).forEach(Thread::interrupt);
    }
}
