package org.adaptationlab.cli.console;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.adaptationlab.lab.LabCatalogue;
import org.jspecify.annotations.Nullable;

/**
 * What a command may use of the world outside. Both outputs show control characters instead of sending them on; see
 * {@link VisibleWriter}.
 *
 * @param out for results
 * @param err for progress, warnings and errors
 * @param in for answers to questions; asked only where {@code interactive}
 * @param environment variables of the process
 * @param workingDirectory what relative arguments are resolved against; empty in a real process, so that paths in
 *     messages stay as short as the user wrote them
 * @param root folder of the project, whose labs can be named from anywhere
 * @param interactive whether a person sits at a terminal
 */
public record CliContext(
        PrintWriter out,
        PrintWriter err,
        BufferedReader in,
        Map<String, String> environment,
        Path workingDirectory,
        Path root,
        boolean interactive) {

    /** System property by which the launcher names the project's folder. */
    public static final String ROOT_PROPERTY = "lab.root";

    public CliContext {
        out = VisibleWriter.over(out);
        err = VisibleWriter.over(err);
        environment = Map.copyOf(environment);
    }

    /** The context of this process: its streams in UTF-8, its environment and its working directory. */
    public static CliContext ofProcess() {
        return new CliContext(
                new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                System.getenv(),
                Path.of(""),
                findRoot(),
                Terminal.isInteractive());
    }

    /** A path argument as the process can open it. */
    public Path resolve(Path argument) {
        Path resolved = workingDirectory.resolve(argument).normalize();
        return resolved.toString().isEmpty() ? argument : resolved; // "." is a name to show in a message, "" is none
    }

    /** The folder of an {@code --out} argument; without one, that for the results of the project. */
    public Path results(@Nullable Path argument) {
        return argument == null ? root.resolve("results") : resolve(argument);
    }

    /** Whether output may have colours and move the cursor. */
    public boolean colours() {
        return interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Where help is printed, which has nothing of data in it, and colours where those are wanted. */
    public PrintWriter helpOut() {
        return colours() ? VisibleWriter.over(out).raw() : out;
    }

    /** Writes the last line of {@code err} over, where {@link #colours} says that this can be done. */
    public void overwriteLine(String line) {
        VisibleWriter.over(err).raw().print("\r\u001b[K");
        err.print(line);
    }

    /** The labs of the working directory and of the project. */
    public LabCatalogue labs() {
        return new LabCatalogue(List.of(workingDirectory, root));
    }

    /** The lab file of a LAB argument. */
    public Path labFile(String argument) {
        return labs().find(argument, workingDirectory);
    }

    private static Path findRoot() {
        Path here = Path.of("").toAbsolutePath();
        String named = System.getProperty(ROOT_PROPERTY, "");
        return named.isBlank()
                ? Stream.iterate(here, folder -> folder != null, Path::getParent)
                        .filter(folder -> Files.isDirectory(folder.resolve("labs")))
                        .findFirst()
                        .orElse(here)
                : Path.of(named).toAbsolutePath().normalize();
    }
}
