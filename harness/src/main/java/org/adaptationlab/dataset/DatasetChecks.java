package org.adaptationlab.dataset;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.dataset.ExampleFile.Row;
import org.adaptationlab.lab.TaskDefinition;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.problem.Suggestion;

/** What must hold between the parts of a data set. */
final class DatasetChecks {

    private final TargetCheck targets;
    private final boolean corpusThere;
    private final Set<String> documents;
    private final Problems problems;
    private final Map<String, String> placeOfId = new HashMap<>();

    /**
     * @param corpusThere whether the corpus folder exists (that it has no documents was reported when it was read), or a
     *     service has the documents
     */
    DatasetChecks(TaskDefinition task, boolean corpusThere, List<Document> corpus, Problems problems) {
        this.targets = new TargetCheck(task);
        this.corpusThere = corpusThere;
        this.documents = corpus.stream().map(Document::id).collect(Collectors.toSet());
        this.problems = problems;
    }

    void check(Path trainFile, List<Row> train, Path testFile, List<Row> test) {
        checkRows(trainFile, train);
        checkRows(testFile, test);
        if (!corpusThere && !reportFirstDocument(trainFile, train)) {
            reportFirstDocument(testFile, test);
        }
        for (LeakageCheck.Leak leak : LeakageCheck.find(inputs(train), inputs(test))) {
            Row training = train.get(leak.train());
            Row tested = test.get(leak.test());
            String degree = leak.similarity() == 1 ? "the same as" : "nearly the same as";
            problems.add(
                    testFile,
                    tested.line(),
                    String.format(
                            Locale.ROOT,
                            "leak: the input of \"%s\" is %s that of \"%s\" at %s:%d (similarity %.2f); remove one of them",
                            tested.example().id(),
                            degree,
                            training.example().id(),
                            trainFile,
                            training.line(),
                            leak.similarity()));
        }
    }

    /** As many problems as {@link ExampleFile} reports: what is wrong in all rows is known by then. */
    private void checkRows(Path file, List<Row> rows) {
        int before = problems.found().size();
        for (Row row : rows) {
            if (problems.found().size() - before >= ExampleFile.MAX_PROBLEMS) {
                problems.add(file, row.line(), ExampleFile.TOO_MANY_PROBLEMS);
                return;
            }
            checkRow(file, row);
        }
    }

    private void checkRow(Path file, Row row) {
        Example example = row.example();
        String first = placeOfId.putIfAbsent(example.id(), file + ":" + row.line());
        if (first != null) {
            problems.add(file, row.line(), "duplicate id \"" + example.id() + "\"; the first is at " + first);
        }
        targets.problem(example).ifPresent(problem -> problems.add(file, row.line(), problem));
        String document = example.doc();
        if (document != null && !documents.isEmpty() && !documents.contains(document)) {
            problems.add(
                    file,
                    row.line(),
                    "doc \"" + document + "\" is not in the corpus" + Suggestion.phrase(document, documents));
        }
    }

    /** Reports the first row that names a document, for all rows, and says whether there is one. */
    private boolean reportFirstDocument(Path file, List<Row> rows) {
        Optional<Row> first =
                rows.stream().filter(row -> row.example().doc() != null).findFirst();
        first.ifPresent(row -> problems.add(
                file,
                row.line(),
                "doc \"" + row.example().doc() + "\" is not in the corpus: there is no folder corpus with documents;"
                        + " add it, or leave \"doc\" out of all rows"));
        return first.isPresent();
    }

    private static List<String> inputs(List<Row> rows) {
        return rows.stream().map(row -> row.example().input()).toList();
    }
}
