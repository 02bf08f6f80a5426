package org.adaptationlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.problem.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into a message on stderr and an exit code. */
final class ErrorHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private static final int BUG = 1;
    private static final int USAGE = 2;
    private static final int PREREQUISITE = 3;

    private final PrintWriter err;
    private final BooleanSupplier debug;

    ErrorHandler(PrintWriter err, BooleanSupplier debug) {
        this.err = err;
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        err.println("lab: " + usageMessage(e, command));
        err.println("Run \"" + name + " --help\" for what is allowed.");
        return USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return report(e);
    }

    /** Prints the message of any failure and returns the exit code that belongs to it. */
    int report(Throwable e) {
        Throwable failure = e instanceof UncheckedIOException wrapper ? wrapper.getCause() : e;
        int code;
        if (failure instanceof LabException known) {
            err.println(known.getMessage());
            code = known.exitCode();
        } else if (failure instanceof IOException io) {
            err.println("lab: " + ioMessage(io));
            code = PREREQUISITE;
        } else if (failure instanceof OutOfMemoryError) {
            err.println(
                    "lab: too little memory (" + failure.getMessage() + "); give Java more with LAB_JAVA_OPTS=-Xmx1g");
            code = PREREQUISITE;
        } else {
            err.println("lab: unexpected error: " + failure + (debug.getAsBoolean() ? "" : "; run again with --debug"));
            code = BUG;
        }
        if (debug.getAsBoolean()) {
            e.printStackTrace(err);
        }
        return code;
    }

    private static String ioMessage(IOException e) {
        if (!(e instanceof FileSystemException file)) {
            return "input or output failed: " + e.getMessage();
        }
        return file.getFile() + ": " + IoReason.of(file);
    }

    private static String usageMessage(ParameterException e, CommandLine command) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return lowerFirst(String.valueOf(e.getMessage()));
        }
        String found = unmatched.getUnmatched().get(0);
        List<String> allowed = new ArrayList<>();
        if (found.startsWith("-")) {
            command.getCommandSpec().options().forEach(option -> allowed.addAll(List.of(option.names())));
            String name = found.contains("=") ? found.substring(0, found.indexOf('=')) : found;
            return "unknown option \"" + name + "\"" + Suggestion.phrase(name, allowed);
        }
        allowed.addAll(command.getSubcommands().keySet());
        return allowed.isEmpty()
                ? "unexpected argument \"" + found + "\""
                : "unknown command \"" + found + "\"; commands: " + String.join(", ", allowed)
                        + Suggestion.phrase(found, allowed);
    }

    /** Picocli begins with a capital; our messages follow a colon. A word all in capitals, such as NAME, stays. */
    private static String lowerFirst(String message) {
        boolean isSentence = message.length() > 1 && Character.isLowerCase(message.charAt(1));
        return isSentence ? message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1) : message;
    }
}
