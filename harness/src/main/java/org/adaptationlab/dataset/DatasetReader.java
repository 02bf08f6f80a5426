package org.adaptationlab.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.adaptationlab.dataset.ExampleFile.Row;
import org.adaptationlab.file.Utf8File;
import org.adaptationlab.file.YamlFile;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.TaskDefinition;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.Problems;

/** Reads a data-set folder strictly and checks it: ids, labels, documents, and that no test text is in the training. */
public final class DatasetReader {

    private static final List<String> CARD_KEYS =
            List.of("name", "licence", "description", "language", "made", "labelled", "fields");

    private DatasetReader() {}

    /**
     * Reads the data set of a lab, and checks that it has what the modes of the lab need.
     *
     * @throws LabDefinitionException with every problem found, each with file and line
     * @throws PrerequisiteException where it is a public data set that was not fetched yet
     */
    public static Dataset read(LabDefinition lab) {
        return orThrow(problems -> read(lab, problems));
    }

    /** As {@link #read(LabDefinition)}, but adds what is wrong to {@code problems}; empty where anything was. */
    public static Optional<Dataset> read(LabDefinition lab, Problems problems) {
        return read(lab, folder -> CorpusReader.read(folder, problems), problems);
    }

    /** The same with documents that were read before, as a new data set's were from where it has them. */
    static Optional<Dataset> read(LabDefinition lab, Corpus corpus, Problems problems) {
        return read(lab, folder -> corpus, problems);
    }

    private static Optional<Dataset> read(LabDefinition lab, Function<Path, Corpus> corpus, Problems problems) {
        Optional<Dataset> data = read(lab.dataset(), lab.task(), hasOtherDocuments(lab), corpus, problems);
        int before = problems.found().size();
        data.ifPresent(dataset -> LabNeeds.check(lab, dataset, problems));
        return data.filter(dataset -> problems.found().size() == before);
    }

    /**
     * Reads a data-set folder.
     *
     * @param task what the targets must fit
     * @throws LabDefinitionException with every problem found, each with file and line
     */
    public static Dataset read(Path folder, TaskDefinition task) {
        return orThrow(problems -> read(folder, task, problems));
    }

    /** As {@link #read(Path, TaskDefinition)}, but adds what is wrong to {@code problems}; empty where anything was. */
    public static Optional<Dataset> read(Path folder, TaskDefinition task, Problems problems) {
        return read(folder, task, false, documents -> CorpusReader.read(documents, problems), problems);
    }

    /** Whether rows may name documents that a search service has. */
    private static boolean hasOtherDocuments(LabDefinition lab) {
        return lab.modes().stream()
                .anyMatch(mode -> mode.adaptation()
                        .retrieved()
                        .filter(retrieval -> retrieval.url() != null)
                        .isPresent());
    }

    private static Optional<Dataset> read(
            Path folder,
            TaskDefinition task,
            boolean otherDocuments,
            Function<Path, Corpus> corpusOf,
            Problems problems) {
        if (!Files.isDirectory(folder)) {
            requirePulled(folder, problems);
            problems.add(folder, 0, "no such data-set folder; it must have dataset.yaml, train.jsonl and test.jsonl");
            return Optional.empty();
        }
        int before = problems.found().size();
        Path card = folder.resolve("dataset.yaml");
        String name = Utf8File.read(card, problems)
                .flatMap(text -> YamlFile.parse(card, text, problems))
                .map(DatasetReader::checkedName)
                .orElse("");
        Path trainFile = folder.resolve("train.jsonl");
        Path testFile = folder.resolve("test.jsonl");
        List<Row> train = ExampleFile.read(trainFile, task.type(), problems);
        List<Row> test = ExampleFile.read(testFile, task.type(), problems);
        Path corpusFolder = folder.resolve("corpus");
        Corpus corpus = corpusOf.apply(corpusFolder);
        new DatasetChecks(task, otherDocuments || Files.exists(corpusFolder), corpus.documents(), problems)
                .check(trainFile, train, testFile, test);
        return problems.found().size() > before
                ? Optional.empty()
                : Optional.of(dataset(name, folder, examples(train), examples(test), corpus));
    }

    /**
     * A folder named after a public data set is one that was not fetched yet; other problems come first, as they stay.
     *
     * @throws PrerequisiteException where that is all that is wrong
     */
    private static void requirePulled(Path folder, Problems problems) {
        Optional<PublicSet> missing = PublicSets.of(folder);
        if (missing.isPresent() && problems.found().isEmpty()) {
            throw new PrerequisiteException(
                    "the data set " + missing.get().name() + " is not here: there is no " + folder
                            + ". It is public and no part of this project; fetch it: lab data pull "
                            + missing.get().name() + " --out " + folder);
        }
    }

    private static Dataset orThrow(Function<Problems, Optional<Dataset>> reading) {
        Problems problems = new Problems();
        Optional<Dataset> data = reading.apply(problems);
        problems.throwIfAny();
        return data.orElseThrow();
    }

    private static String checkedName(YamlSection card) {
        card.allow(CARD_KEYS);
        card.require("name", "licence", "made", "fields");
        for (String key : CARD_KEYS.subList(0, CARD_KEYS.size() - 1)) {
            card.text(key);
        }
        card.section("fields").ifPresent(fields -> fields.keys().forEach(fields::text));
        return card.text("name").orElse("");
    }

    private static Dataset dataset(String name, Path folder, List<Example> train, List<Example> test, Corpus corpus) {
        String digest = DatasetDigest.of(train, test, corpus.documents());
        return new Dataset(name, folder, digest, train, test, corpus.documents(), corpus.leftOut());
    }

    private static List<Example> examples(List<Row> rows) {
        return rows.stream().map(Row::example).toList();
    }
}
