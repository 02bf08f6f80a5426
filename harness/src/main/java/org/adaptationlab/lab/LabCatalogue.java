package org.adaptationlab.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Suggestion;

/** The labs a user can name: the folders with a lab.yaml under {@code labs/} of one or more root folders. */
public final class LabCatalogue {

    private static final String LAB_FILE = "lab.yaml";

    private final List<Path> roots;

    /** A lab that two roots have is taken from the first. */
    public LabCatalogue(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /** The lab files by lab name (their folder's), sorted. */
    public Map<String, Path> labs() {
        return roots.stream()
                .map(root -> root.resolve("labs"))
                .filter(Files::isDirectory)
                .flatMap(LabCatalogue::labFoldersIn)
                .collect(Collectors.toMap(
                        folder -> String.valueOf(folder.getFileName()),
                        folder -> folder.resolve(LAB_FILE),
                        (first, second) -> first,
                        TreeMap::new));
    }

    /**
     * The lab file of an argument: a name of {@link #labs}, or the path of a lab.yaml or of its folder.
     *
     * @param workingDirectory what a relative path is resolved against
     * @throws LabDefinitionException where there is no such lab; names the nearest and all others
     */
    public Path find(String argument, Path workingDirectory) {
        Map<String, Path> labs = labs();
        Path named = labs.get(argument);
        return named != null
                ? named
                : byPath(argument, workingDirectory)
                        .orElseThrow(() -> new LabDefinitionException(notFound(argument, labs)));
    }

    private static Optional<Path> byPath(String argument, Path workingDirectory) {
        try {
            Path path = workingDirectory.resolve(argument).normalize();
            return Stream.of(path.resolve(LAB_FILE), path)
                    .filter(file -> Files.isRegularFile(file))
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private String notFound(String argument, Map<String, Path> labs) {
        if (argument.contains("/") || argument.endsWith(".yaml")) {
            return argument + ": there is no such lab file, and no folder with a " + LAB_FILE;
        }
        String known = labs.isEmpty()
                ? "there is no lab under "
                        + roots.stream()
                                .map(root -> root.resolve("labs").toString())
                                .distinct()
                                .collect(Collectors.joining(" or "))
                : "labs: " + String.join(", ", labs.keySet());
        return "no lab \"" + argument + "\"" + "; " + known + "; the path of a lab.yaml or its folder is allowed too"
                + Suggestion.phrase(argument, labs.keySet());
    }

    private static Stream<Path> labFoldersIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve(LAB_FILE))).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
