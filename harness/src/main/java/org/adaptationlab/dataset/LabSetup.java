package org.adaptationlab.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.file.Folders;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.NewLab;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problem;
import org.adaptationlab.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Puts a new lab and its data set in their places, labs/NAME and datasets/NAME: both or none, and over nothing. */
public final class LabSetup {

    private final Path out;
    private final List<Path> targets;

    /** {@code out} is the folder that has, or will have, {@code labs} and {@code datasets}. */
    public LabSetup(Path out, String name) {
        this.out = out;
        this.targets = List.of(Path.of("datasets", name), Path.of("labs", name));
    }

    /**
     * Refuses a name that is taken.
     *
     * @throws LabDefinitionException that names the folder in the way
     */
    public void checkFree() {
        for (Path target : targets) {
            Path folder = out.resolve(target);
            if (Files.exists(folder)) {
                throw new LabDefinitionException(
                        folder + " exists already, and nothing is overwritten; take another name or another --out");
            }
        }
    }

    /**
     * Reads the documents of a user's own folder.
     *
     * @throws LabDefinitionException where there is no such folder, or with all that is wrong with its documents
     */
    public static Corpus corpus(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new LabDefinitionException(folder + ": no such folder");
        }
        Problems problems = new Problems();
        Corpus corpus = CorpusReader.read(folder, problems);
        problems.throwIfAny();
        return corpus;
    }

    /**
     * Writes both beside their places, checks them as {@code lab validate} does, and moves them there.
     *
     * @param folder whose documents are copied, or null for none
     * @param corpus what was read of them
     * @throws LabDefinitionException where the name is taken, or with all problems of the new lab and its data
     */
    public void create(NewDataset data, NewLab lab, @Nullable Path folder, Corpus corpus) throws IOException {
        checkFree();
        Files.createDirectories(out);
        Path staging = Files.createTempDirectory(out, ".lab-init-");
        try {
            Path dataset = staging.resolve(targets.get(0));
            Path labFolder = staging.resolve(targets.get(1));
            data.write(dataset);
            if (folder != null) {
                copyDocuments(folder, dataset.resolve("corpus"));
            }
            lab.write(labFolder);
            check(staging, labFolder.resolve("lab.yaml"), corpus);
            for (Path target : targets) {
                Path place = out.resolve(target);
                Files.createDirectories(place.resolveSibling(""));
                Files.move(staging.resolve(target), place);
            }
        } finally {
            Folders.delete(staging);
        }
    }

    private static void check(Path staging, Path labFile, Corpus corpus) {
        Problems found = new Problems();
        LabDefinition lab = LabFileReader.read(labFile, found).orElse(null);
        if (lab != null) {
            DatasetReader.read(lab, corpus, found);
        }
        Problems shown = new Problems();
        for (Problem problem : found.found()) {
            shown.add(staging.relativize(problem.file()), problem.line(), problem.message());
        }
        shown.throwIfAny();
    }

    private static void copyDocuments(Path from, Path to) throws IOException {
        for (Path file : CorpusReader.files(from, new Problems())) {
            Path copy = to.resolve(from.relativize(file));
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(file, copy);
        }
    }
}
