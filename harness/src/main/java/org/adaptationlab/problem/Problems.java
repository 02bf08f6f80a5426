package org.adaptationlab.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Collects all problems of a lab and its data, so that a user sees them in one report. Not thread-safe. */
public final class Problems {

    private static final int SHOWN = 50;

    private final List<Problem> found = new ArrayList<>();

    /** Adds a problem; {@code line} is one-based, 0 where none can be named. */
    public void add(Path file, int line, String message) {
        add(new Problem(file, line, message));
    }

    /** Adds a problem that was found elsewhere. */
    public void add(Problem problem) {
        found.add(problem);
    }

    /** The problems so far, in the order found; a read-only view. */
    public List<Problem> found() {
        return Collections.unmodifiableList(found);
    }

    /**
     * Ends the collection.
     *
     * @throws LabDefinitionException with one line for each problem (the first 50 and the count of the rest), if any
     */
    public void throwIfAny() {
        if (found.isEmpty()) {
            return;
        }
        String lines =
                found.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining(System.lineSeparator()));
        int rest = found.size() - SHOWN;
        throw new LabDefinitionException(
                rest > 0 ? lines + System.lineSeparator() + "… and " + rest + " more problems" : lines);
    }
}
