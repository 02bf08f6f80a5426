package org.adaptationlab.cli.console;

import java.nio.file.Path;
import java.util.Map;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.problem.PrerequisiteException;

/** What a process of its own sets up before its first command: things that hold for the whole JVM. */
public final class ProcessStart {

    private static final String HOME = "user.home";

    private ProcessStart() {}

    /** Takes the proxies of the environment, and a home folder where Java knows none. */
    public static void prepare(Map<String, String> environment) {
        EnvironmentProxies.install(environment);
        if (!Path.of(System.getProperty(HOME, "")).isAbsolute()) {
            nameHome(environment);
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
