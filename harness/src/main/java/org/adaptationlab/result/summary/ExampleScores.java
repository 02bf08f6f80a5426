package org.adaptationlab.result.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.score.ClassificationReport;
import org.adaptationlab.score.ClassificationReport.Judged;

/** Rows of examples put together by mode and by example. */
public final class ExampleScores {

    private ExampleScores() {}

    /** The rows of each mode, adapters together, modes in the order they first occur. */
    public static Map<String, List<ExampleResult>> byMode(List<ExampleResult> rows) {
        Map<String, List<ExampleResult>> modes = new LinkedHashMap<>();
        for (ExampleResult row : rows) {
            modes.computeIfAbsent(row.mode().mode(), name -> new ArrayList<>()).add(row);
        }
        return modes;
    }

    /** The rows of each example, in the order they first occur. */
    public static Map<String, List<ExampleResult>> byExample(List<ExampleResult> rows) {
        Map<String, List<ExampleResult>> examples = new LinkedHashMap<>();
        for (ExampleResult row : rows) {
            examples.computeIfAbsent(row.exampleId(), id -> new ArrayList<>(1)).add(row); // most have one
        }
        return examples;
    }

    /** Each example's mean score over its repetitions and adapters; examples without any score are left out. */
    public static Map<String, Double> means(List<ExampleResult> rows) {
        ExampleNumbers numbers = new ExampleNumbers();
        Means scores = new Means();
        for (ExampleResult row : rows) {
            scores.add(numbers.number(row.exampleId()), row.outcome().score());
        }
        Map<String, Double> means = new LinkedHashMap<>();
        scores.measured().stream().forEach(example -> means.put(numbers.id(example), scores.of(example)));
        return means;
    }

    /** The same of the examples that every adapter in the rows has a score for, as the mode's quality is. */
    public static Map<String, Double> meansOfAllAdapters(List<ExampleResult> rows) {
        Set<ModeIdentity> adapters = rows.stream().map(ExampleResult::mode).collect(Collectors.toSet());
        if (adapters.size() == 1) {
            return means(rows); // of millions of examples a set each would not fit into memory
        }
        Map<String, Set<ModeIdentity>> scored = new HashMap<>();
        for (ExampleResult row : rows) {
            if (row.outcome().score() != null) {
                scored.computeIfAbsent(row.exampleId(), id -> new HashSet<>()).add(row.mode());
            }
        }
        Map<String, Double> means = means(rows);
        means.keySet().removeIf(id -> scored.getOrDefault(id, Set.of()).size() < adapters.size());
        return means;
    }

    /** The calls that have a score, put together by document, or by example where that is about none. */
    static List<List<Judged>> judgedByDocument(List<ExampleResult> rows) {
        Map<List<String>, List<Judged>> units = new LinkedHashMap<>();
        for (ExampleResult row : rows) {
            if (row.outcome().score() != null) {
                List<String> unit = row.doc() == null ? List.of("example", row.exampleId()) : List.of("doc", row.doc());
                units.computeIfAbsent(unit, key -> new ArrayList<>())
                        .add(new Judged(row.target(), row.outcome().answer()));
            }
        }
        return List.copyOf(units.values());
    }

    /**
     * Confusion of the targets with the answers, over all calls that have a score.
     *
     * @param labels of the task; none where the task is no classification
     * @return empty where there are no labels
     * @throws ResultFormatException if a target or an answer is not a label
     */
    public static Optional<ClassificationReport> classification(List<ExampleResult> rows, List<String> labels) {
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        List<Judged> judged = rows.stream()
                .filter(row -> row.outcome().score() != null)
                .map(row -> new Judged(row.target(), row.outcome().answer()))
                .toList();
        try {
            return Optional.of(ClassificationReport.of(labels, judged));
        } catch (IllegalArgumentException e) {
            throw new ResultFormatException("the rows do not fit the labels of run.json: " + e.getMessage(), e);
        }
    }
}
