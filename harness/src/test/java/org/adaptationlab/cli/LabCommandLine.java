package org.adaptationlab.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.adaptationlab.cli.console.CliContext;
import org.jspecify.annotations.Nullable;

/** Runs the command line in a folder and keeps what it prints. */
final class LabCommandLine {

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>(Map.of("NO_COLOR", "1"));
    private @Nullable String answers;

    LabCommandLine(Path folder) {
        this.folder = folder;
    }

    /** What one command did. */
    record Result(int exitCode, String out, String err) {}

    /** Has a person at the terminal who types these lines. */
    LabCommandLine answering(String lines) {
        answers = lines;
        return this;
    }

    /** Sets an environment variable. */
    LabCommandLine with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CliContext context = new CliContext(
                new PrintWriter(out),
                new PrintWriter(err),
                new BufferedReader(new StringReader(answers == null ? "" : answers)),
                environment,
                folder,
                folder,
                answers != null);
        int exitCode = Main.run(context, args);
        return new Result(exitCode, plain(out), plain(err));
    }

    /** Paths in the folder as they look from there, and line ends as on Linux. */
    private String plain(StringWriter text) {
        return text.toString()
                .replace(System.lineSeparator(), "\n")
                .replace(folder + "/", "")
                .replace(folder.toString(), ".");
    }
}
