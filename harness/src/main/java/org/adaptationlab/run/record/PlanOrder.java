package org.adaptationlab.run.record;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.run.plan.RunPlan;

/**
 * Puts rows in the order of a plan: a resumed run may have asked failed examples again at another time, and shards have parts
 * of them.
 */
public final class PlanOrder {

    private final Map<String, Integer> modes;
    private final Map<String, Integer> examples;

    PlanOrder(RunPlan plan) {
        this(
                plan.modes().stream().map(ModeDefinition::name),
                plan.examples().stream().map(Example::id));
    }

    /** The order of these modes and, within them, of these ids of examples. */
    public PlanOrder(Stream<String> modes, Stream<String> examples) {
        this.modes = places(modes);
        this.examples = places(examples);
    }

    /** The rows in their order. */
    public List<ExampleResult> of(List<ExampleResult> rows) {
        return rows.stream()
                .sorted(Comparator.<ExampleResult>comparingInt(
                                row -> place(modes, row.mode().mode()))
                        .thenComparing(
                                row -> Objects.requireNonNullElse(row.mode().adapterSeed(), 0L))
                        .thenComparingInt(ExampleResult::repetition)
                        .thenComparingInt(row -> place(examples, row.exampleId())))
                .toList();
    }

    private static int place(Map<String, Integer> places, String name) {
        return places.getOrDefault(name, -1);
    }

    private static Map<String, Integer> places(Stream<String> names) {
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.putIfAbsent(name, places.size()));
        return places;
    }
}
