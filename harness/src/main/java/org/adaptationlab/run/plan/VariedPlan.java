package org.adaptationlab.run.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.AdaptationSpec;
import org.adaptationlab.lab.ClassifierSpec;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.RetrievalSpec.Source;
import org.adaptationlab.lab.Variation;

/**
 * The plans of a lab that varies a setting, one per value. A mode to which nothing has changed since an earlier value is
 * not measured again: one that the setting does not concern is measured at the first value only. Where the model varies,
 * that is a mode that asks none.
 *
 * @param value of the setting
 * @param plan with the modes that are to be measured at this value; it may have none
 * @param measuredAt the value at which each mode is measured, this or an earlier one, by mode in the order of the lab
 */
public record VariedPlan(String value, RunPlan plan, Map<String, String> measuredAt) {

    /** What decides a mode's answers beside what all values share. */
    private record Decisive(ModeDefinition mode, List<Example> drawnFrom, String asked) {}

    /**
     * The plans in the order of the values.
     *
     * @param lab with a setting that varies
     * @param planning makes the plan of the lab at one value; asked for each value in turn
     * @throws org.adaptationlab.problem.LabDefinitionException when a mode is named that the lab does not have
     */
    public static List<VariedPlan> of(LabDefinition lab, Function<LabDefinition, RunPlan> planning) {
        Variation vary = Objects.requireNonNull(lab.vary(), "vary");
        Map<Decisive, String> firstMeasured = new HashMap<>();
        List<VariedPlan> plans = new ArrayList<>();
        for (String value : vary.values()) {
            RunPlan whole = planning.apply(vary.at(lab, value));
            Map<String, String> measuredAt = new LinkedHashMap<>();
            List<ModeDefinition> changed = new ArrayList<>();
            for (ModeDefinition mode : whole.modes()) {
                AdaptationSpec adaptation = mode.adaptation();
                Decisive decisive = new Decisive(
                        mode,
                        drawsOnAll(adaptation) ? whole.pool() : List.of(),
                        adaptation.classifier().isPresent() ? "" : whole.servedModel());
                if (firstMeasured.putIfAbsent(decisive, value) == null) {
                    changed.add(mode);
                }
                measuredAt.put(mode.name(), Objects.requireNonNull(firstMeasured.get(decisive)));
            }
            plans.add(new VariedPlan(value, whole.with(changed), measuredAt));
        }
        return plans;
    }

    /** Whether the whole pool decides; where a number of examples is drawn from it, that number is in the mode. */
    private static boolean drawsOnAll(AdaptationSpec spec) {
        return spec.retrieved()
                        .filter(retrieval -> retrieval.from() == Source.TRAIN)
                        .isPresent()
                || spec.classifier()
                        .filter(classifier -> classifier.features() != ClassifierSpec.Features.NONE)
                        .isPresent();
    }
}
