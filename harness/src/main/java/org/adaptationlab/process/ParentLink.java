package org.adaptationlab.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A child process's link to the parent that started it: lines of UTF-8 on standard input and output. The end of standard
 * input is the end of the parent, also when that is killed.
 */
public final class ParentLink {

    private final BufferedReader in;
    private final PrintStream out;

    private ParentLink(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Takes the standard streams over; what libraries print goes to standard error from now on. An uncaught exception
     * ends the process with exit code 1, since threads of native code would keep a broken one alive.
     */
    public static ParentLink open() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        return new ParentLink(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), out);
    }

    /** The next line of the parent; null when there is none. */
    public @Nullable String hear() throws IOException {
        return in.readLine();
    }

    /** Sends the parent a line. */
    public void say(String line) {
        out.println(line);
    }

    /** Halts this process when the parent ends or closes its side; whatever it says until then is passed over. */
    public void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (in.readLine() != null) {
                            // nothing more is to be said
                        }
                    } catch (IOException e) {
                        // a broken pipe is an end too
                    }
                    Runtime.getRuntime().halt(0); // no orderly end: threads of native code have been seen to hang it
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
