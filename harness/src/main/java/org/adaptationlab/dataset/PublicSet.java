package org.adaptationlab.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;

/**
 * A public data set that a lab can be run on, and that is no part of the project.
 *
 * @param title what it holds
 * @param source who made it, and where it was published
 * @param form how its files are written
 */
public record PublicSet(
        String name, String title, String licence, String source, List<PublicFile> files, PublicForm form) {

    public PublicSet {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(licence, "licence");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(form, "form");
        files = List.copyOf(files);
    }

    /**
     * Makes a data set of its files. The test side stays as it was published, so that figures can be held against other
     * people's; a training text that is the same as one of it, or nearly, is left out.
     *
     * @param fetched the files, in the order of {@link #files}
     * @throws PrerequisiteException if a file cannot be read
     */
    public PulledSet read(List<Path> fetched) {
        PublicForm.Parts parts;
        try {
            parts = form.read(fetched);
        } catch (IOException e) {
            throw new PrerequisiteException("cannot read the files of " + name + ": " + IoReason.of(e), e);
        }
        Set<Integer> leaks = LeakageCheck.trainNearTest(inputs(parts.train()), inputs(parts.test()));
        List<Example> train = IntStream.range(0, parts.train().size())
                .filter(i -> !leaks.contains(i))
                .mapToObj(parts.train()::get)
                .toList();
        return new PulledSet(this, train, parts.test(), leaks.size(), parts.leftOut());
    }

    private static List<String> inputs(List<Example> examples) {
        return examples.stream().map(Example::input).toList();
    }
}
