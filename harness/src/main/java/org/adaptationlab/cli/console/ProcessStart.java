package org.adaptationlab.cli.console;

import java.nio.file.Path;
import java.util.Map;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.problem.PrerequisiteException;

/** What a process of its own sets up before its first command: things that hold for the whole JVM. */
public final class ProcessStart {

    private static final String HOME = "user.home";
    private static final String POOL = "java.util.concurrent.ForkJoinPool.common.parallelism";

    private ProcessStart() {}

    /** Takes the proxies of the environment, and a home folder where Java knows none. */
    public static void prepare(Map<String, String> environment) {
        EnvironmentProxies.install(environment);
        keepThreads();
        if (!Path.of(System.getProperty(HOME, "")).isAbsolute()) {
            nameHome(environment);
        }
    }

    /**
     * The JDK's HTTP client hands each answer to the common pool. Where that has one thread, as on two processors, a
     * thread is started for each answer instead, at 0.15 ms a call.
     */
    private static void keepThreads() {
        if (System.getProperty(POOL) == null && Runtime.getRuntime().availableProcessors() < 3) {
            System.setProperty(POOL, "2");
        }
    }

    /**
     * Libraries unpack what is native in them below the home folder. For a user without one Java names it "?", which would
     * be a folder of the working directory.
     */
    private static void nameHome(Map<String, String> environment) {
        try {
            Path home = LabHome.ofUser(environment).orElseGet(() -> LabHome.of(environment));
            System.setProperty(HOME, home.toString());
        } catch (PrerequisiteException e) {
            // The command says so, if it is one that needs a folder.
        }
    }
}
