package org.adaptationlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.adaptationlab.cli.console.CliContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The command line that goes on with a stopped run, to be typed as it is. */
final class ResumeLine {

    private static final String OPTION = "--resume";

    private ResumeLine() {}

    /** Says how to go on with a command that is stopping. */
    static void print(CliContext context, CommandSpec spec, @Nullable String given, String runId) {
        context.err().println();
        context.err().println("interrupted; what is finished is kept, go on with: " + of(spec, given, runId));
        context.err().flush();
    }

    /** The line that goes on with the command that is running. */
    static String of(CommandSpec spec, @Nullable String given, String runId) {
        return of(spec.root().commandLine().getParseResult().originalArgs(), given, runId);
    }

    /**
     * The line.
     *
     * @param typed the arguments of the stopped command
     * @param given the RUN_ID that they name, empty or null for none
     * @param runId the run to go on with
     */
    static String of(List<String> typed, @Nullable String given, String runId) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < typed.size(); i++) {
            String argument = typed.get(i);
            if (argument.equals(OPTION)) {
                i += i + 1 < typed.size() && typed.get(i + 1).equals(given) ? 1 : 0;
            } else if (!argument.startsWith(OPTION + "=")) {
                arguments.add(argument);
            }
        }
        arguments.addAll(List.of(OPTION, runId));
        return arguments.stream().map(ResumeLine::quoted).collect(Collectors.joining(" ", "lab ", ""));
    }

    private static String quoted(String argument) {
        return argument.matches("[\\p{L}\\p{N}_.,:=@%+/-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
