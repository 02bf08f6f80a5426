package org.adaptationlab.result.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.result.summary.ComparisonRow.Family;
import org.adaptationlab.result.summary.ComparisonRow.Statistics;
import org.adaptationlab.score.Metric;
import org.adaptationlab.statistics.HolmCorrection;
import org.adaptationlab.statistics.Level;
import org.adaptationlab.statistics.MinimumDetectableEffect;
import org.adaptationlab.statistics.PairedAnalysis;
import org.adaptationlab.statistics.PairedTable;
import org.adaptationlab.statistics.Sample;
import org.adaptationlab.statistics.ScoreTable;
import org.adaptationlab.statistics.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Compares every two modes on the examples both answered. The question of a lab is which mode differs from the baseline in
 * its metric: those pairs are the primary family, and their p values are adjusted for it. All others, those with controls
 * among them (a control explains a mode and is no candidate), are exploratory: their p stands as it is, and as nobody
 * asked for them beforehand, their verdict rests on p adjusted for all pairs of the metric. In further metrics only pairs
 * with the baseline are compared, and all of them are exploratory.
 */
public final class Comparisons {

    private final String metric;
    private final Plan plan;
    private final Map<String, ModeScores> modes;
    private final Map<Planned, OptionalDouble> detectable = new HashMap<>();

    /**
     * What was decided before anything was measured.
     *
     * @param controls names of modes that are no candidates
     * @param margin smallest difference that matters, 0 to 1
     * @param seed of what is drawn at random
     */
    public record Plan(String baseline, Set<String> controls, double margin, long seed) {

        public Plan {
            Objects.requireNonNull(baseline, "baseline");
            controls = Set.copyOf(controls);
        }

        /** The plan of a run. */
        public static Plan of(Provenance provenance) {
            return new Plan(
                    provenance.lab().baseline(),
                    provenance.facts().stream()
                            .filter(ModeFacts::control)
                            .map(facts -> facts.mode().mode())
                            .collect(Collectors.toSet()),
                    provenance.lab().margin(),
                    provenance.sampling().seed());
        }
    }

    /** Two modes and the examples both have. */
    private record Pair(String a, String b, Family family, ScoreTable scoresA, ScoreTable scoresB) {

        int examples() {
            return scoresA.clusters().examples();
        }
    }

    /** What a minimum detectable effect depends on: the same for most pairs of a run. */
    private record Planned(int units, int members) {}

    private Comparisons(String metric, Plan plan, Map<String, ModeScores> modes) {
        this.metric = metric;
        this.plan = plan;
        this.modes = modes;
    }

    /**
     * A row per pair; an example where one of the two has no score leaves it. With the baseline, the baseline is
     * {@code modeB}; else the mode that comes first in the rows is {@code modeA}.
     */
    public static List<ComparisonRow> of(List<ExampleResult> rows, Metric metric, Plan plan) {
        Map<String, ModeScores> modes = new LinkedHashMap<>();
        ExampleScores.byMode(rows).forEach((name, own) -> modes.put(name, ModeScores.of(own)));
        Comparisons comparisons = new Comparisons(metric.column(), plan, modes);
        List<String> names = List.copyOf(modes.keySet());
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < names.size(); a++) {
            for (int b = a + 1; b < names.size(); b++) {
                boolean first = names.get(a).equals(plan.baseline());
                pairs.add(comparisons.pair(names.get(first ? b : a), names.get(first ? a : b), Family.PRIMARY));
            }
        }
        return comparisons.rows(pairs);
    }

    /**
     * A row per further metric and mode that has it, against the baseline; none where the baseline lacks it. Whether to
     * refuse is right depends on the question, so refusals are not among them.
     *
     * @param rows what the scores are of
     */
    public static List<ComparisonRow> further(List<ExampleResult> rows, List<ScoreRow> scores, Plan plan) {
        Map<String, String> documents = ModeScores.documents(rows);
        List<ComparisonRow> all = new ArrayList<>();
        FurtherMetrics.byMetric(scores).forEach((metric, byMode) -> {
            if (byMode.containsKey(plan.baseline()) && !metric.equals(Metric.REFUSED.column())) {
                Map<String, ModeScores> modes = new LinkedHashMap<>();
                byMode.forEach((name, own) -> modes.put(name, ModeScores.ofScores(own, documents)));
                Comparisons comparisons = new Comparisons(metric, plan, modes);
                all.addAll(comparisons.rows(modes.keySet().stream()
                        .filter(mode -> !mode.equals(plan.baseline()))
                        .map(mode -> comparisons.pair(mode, plan.baseline(), Family.EXPLORATORY))
                        .toList()));
            }
        });
        return all;
    }

    private List<ComparisonRow> rows(List<Pair> pairs) {
        List<@Nullable PairedAnalysis> analyses = new ArrayList<>();
        pairs.forEach(pair -> analyses.add(analysis(pair)));
        List<Integer> tested = new ArrayList<>();
        List<Integer> family = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            if (analyses.get(i) != null) {
                tested.add(i);
                if (pairs.get(i).family() == Family.PRIMARY) {
                    family.add(i);
                }
            }
        }
        Map<Integer, Double> amongAll = adjusted(tested, analyses);
        Map<Integer, Double> amongFamily = adjusted(family, analyses);
        List<ComparisonRow> rows = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            rows.add(row(pairs.get(i), analyses.get(i), amongFamily.get(i), amongAll.get(i), family.size()));
        }
        return rows;
    }

    private static Map<Integer, Double> adjusted(
            List<Integer> family, List<? extends @Nullable PairedAnalysis> analyses) {
        List<Double> p = HolmCorrection.adjust(family.stream()
                .map(index -> Objects.requireNonNull(analyses.get(index)).p())
                .toList());
        Map<Integer, Double> adjusted = new HashMap<>();
        for (int i = 0; i < p.size(); i++) {
            adjusted.put(family.get(i), p.get(i));
        }
        return adjusted;
    }

    /** @param ofBaseline family of a pair with the baseline, where no control is in it */
    private Pair pair(String a, String b, Family ofBaseline) {
        ModeScores scoresA = Objects.requireNonNull(modes.get(a));
        ModeScores scoresB = Objects.requireNonNull(modes.get(b));
        Set<String> ofB = scoresB.examples();
        List<String> shared = scoresA.examples().stream().filter(ofB::contains).toList();
        boolean asked = b.equals(plan.baseline()) && !plan.controls().contains(a);
        return new Pair(a, b, asked ? ofBaseline : Family.EXPLORATORY, scoresA.table(shared), scoresB.table(shared));
    }

    private @Nullable PairedAnalysis analysis(Pair pair) {
        return pair.examples() == 0
                ? null
                : sample(pair.scoresA()).minus(sample(pair.scoresB()), plan.margin(), plan.seed(), Level.FIVE_PERCENT);
    }

    private static Sample sample(ScoreTable scores) {
        return Sample.of(scores, scores.isZeroOne());
    }

    private ComparisonRow row(
            Pair pair,
            @Nullable PairedAnalysis analysis,
            @Nullable Double pHolm,
            @Nullable Double pAllPairs,
            int familySize) {
        PairedTable table =
                PairedTable.of(pair.scoresA().means(), pair.scoresB().means());
        Double deciding = pHolm == null ? pAllPairs : pHolm;
        Statistics statistics = analysis == null || deciding == null
                ? Statistics.none(pair.family())
                : new Statistics(
                        pair.family(),
                        analysis,
                        pHolm,
                        pAllPairs,
                        plan.margin(),
                        mde(pair, familySize),
                        MinimumDetectableEffect.ASSUMED_DISCORDANCE,
                        Verdict.of(table.difference(), deciding, analysis.pEquivalence()));
        return new ComparisonRow(pair.a(), pair.b(), metric, table, statistics);
    }

    /** A plan for the whole family: each of its members must be found at its share of the level. */
    private @Nullable Double mde(Pair pair, int familySize) {
        int members = pair.family() == Family.PRIMARY ? familySize : 1;
        int units = pair.scoresA().clusters().count();
        OptionalDouble effect = detectable.computeIfAbsent(
                new Planned(units, members),
                planned -> MinimumDetectableEffect.of(
                        units, MinimumDetectableEffect.ASSUMED_DISCORDANCE, Level.FIVE_PERCENT.sharedBy(members)));
        return effect.isPresent() ? Double.valueOf(effect.getAsDouble()) : null;
    }
}
