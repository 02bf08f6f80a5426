package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.adaptationlab.lab.TaskDefinition;

/**
 * Training examples in parts, each to be answered by modes that draw on the others. The examples are dealt out in turn,
 * within each label of a classification, else within each slice; texts that are the same or nearly so stay together, or a
 * mode would be shown what it is asked.
 */
public record Folds(List<List<Example>> parts) {

    public Folds {
        parts = parts.stream().map(List::copyOf).toList();
    }

    /**
     * Deals examples out.
     *
     * @param count of parts; there are fewer where there are not as many different texts
     */
    public static Folds of(TaskDefinition task, List<Example> examples, int count) {
        int[] group = SimilarTexts.groups(examples.stream().map(Example::input).toList());
        Map<Integer, List<Example>> alike = new LinkedHashMap<>();
        for (int i = 0; i < group.length; i++) {
            alike.computeIfAbsent(group[i], first -> new ArrayList<>()).add(examples.get(i));
        }
        List<List<Example>> dealt = new ArrayList<>(alike.values());
        dealt.sort(Comparator.comparing(texts -> kind(task, texts.get(0))));
        List<List<Example>> parts = new ArrayList<>();
        for (int i = 0; i < dealt.size(); i++) {
            if (i < count) {
                parts.add(new ArrayList<>());
            }
            parts.get(i % count).addAll(dealt.get(i));
        }
        return new Folds(parts);
    }

    private static String kind(TaskDefinition task, Example example) {
        return task.labels().isEmpty() ? Objects.requireNonNullElse(example.slice(), "") : example.target();
    }

    /**
     * A data set whose test examples are a part, and whose training examples are all others.
     *
     * @param whole the data set they come from, whose own test examples have no place in it
     * @param examples that were dealt out, in the order the training examples are to have
     * @param held zero-based number of the part
     */
    public Dataset dataset(Dataset whole, List<Example> examples, int held) {
        Set<Example> asked = new HashSet<>(parts.get(held));
        List<Example> train =
                examples.stream().filter(example -> !asked.contains(example)).toList();
        List<Example> test = examples.stream().filter(asked::contains).toList();
        return new Dataset(
                whole.name(),
                whole.folder(),
                DatasetDigest.of(train, test, whole.corpus()),
                train,
                test,
                whole.corpus());
    }
}
