package org.adaptationlab.result.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.summary.ComparisonRow.Family;
import org.adaptationlab.result.summary.ComparisonRow.Statistics;
import org.adaptationlab.score.Metric;
import org.adaptationlab.statistics.HolmCorrection;
import org.adaptationlab.statistics.Level;
import org.adaptationlab.statistics.MinimumDetectableEffect;
import org.adaptationlab.statistics.PairedAnalysis;
import org.adaptationlab.statistics.PairedTable;
import org.adaptationlab.statistics.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Compares every two modes on the examples both answered. The question of a lab is which mode differs from the baseline in
 * its metric: those pairs are the primary family, and their p values are adjusted for it. All others, those of a control with
 * the baseline among them (a control explains a mode and is no candidate), are exploratory: their p stands as it is, and as nobody
 * asked for them beforehand, their verdict rests on p adjusted for all pairs of the metric. In further metrics only pairs
 * with the baseline are compared, and all of them are exploratory.
 */
public final class Comparisons {

    private final String metric;
    private final Plan plan;
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

    /** Two modes on the examples both have; {@code analysis} is null where there is none. */
    private record Pair(
            String a,
            String b,
            Family family,
            Paired scores,
            @Nullable PairedAnalysis analysis) {}

    /** What a minimum detectable effect depends on: the same for most pairs of a run. */
    private record Planned(int units, int members) {}

    private Comparisons(String metric, Plan plan) {
        this.metric = metric;
        this.plan = plan;
    }

    /**
     * A row per pair; an example where one of the two has no score leaves it. With the baseline, the baseline is
     * {@code modeB}; else the mode that comes first in the book is {@code modeA}.
     */
    public static List<ComparisonRow> of(ScoreBook book, Metric metric, Plan plan) {
        Comparisons comparisons = new Comparisons(metric.column(), plan);
        List<String> names = List.copyOf(book.modes().keySet());
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < names.size(); a++) {
            for (int b = a + 1; b < names.size(); b++) {
                boolean first = names.get(a).equals(plan.baseline());
                String modeA = names.get(first ? b : a);
                String modeB = names.get(first ? a : b);
                boolean asked =
                        modeB.equals(plan.baseline()) && !plan.controls().contains(modeA);
                pairs.add(comparisons.pair(
                        modeA, modeB, asked ? Family.PRIMARY : Family.EXPLORATORY, book.pair(modeA, modeB)));
            }
        }
        return comparisons.rows(pairs);
    }

    /**
     * A row per further metric and mode that has it, against the baseline; none where the baseline lacks it. Whether to
     * refuse is right depends on the question, so refusals are not among them.
     */
    public static List<ComparisonRow> further(ScoreBook book, Plan plan) {
        List<ComparisonRow> all = new ArrayList<>();
        ModeNumbers baseline = book.modes().get(plan.baseline());
        for (String metric : FurtherMetrics.metrics(book)) {
            ModeScores ofBaseline = baseline == null ? null : baseline.further().get(metric);
            if (ofBaseline != null && !metric.equals(Metric.REFUSED.column())) {
                Comparisons comparisons = new Comparisons(metric, plan);
                List<Pair> pairs = new ArrayList<>();
                book.modes().forEach((mode, numbers) -> {
                    ModeScores scores = numbers.further().get(metric);
                    if (scores != null && !mode.equals(plan.baseline())) {
                        pairs.add(comparisons.pair(
                                mode, plan.baseline(), Family.EXPLORATORY, book.pair(scores, ofBaseline)));
                    }
                });
                all.addAll(comparisons.rows(pairs));
            }
        }
        return all;
    }

    private Pair pair(String a, String b, Family family, Paired scores) {
        PairedAnalysis analysis = scores.examples().length == 0
                ? null
                : scores.a().minus(scores.b(), plan.margin(), plan.seed(), Level.FIVE_PERCENT);
        return new Pair(a, b, family, scores, analysis);
    }

    private List<ComparisonRow> rows(List<Pair> pairs) {
        List<Pair> tested =
                pairs.stream().filter(pair -> pair.analysis() != null).toList();
        List<Pair> family =
                tested.stream().filter(pair -> pair.family() == Family.PRIMARY).toList();
        Map<Pair, Double> amongAll = adjusted(tested);
        Map<Pair, Double> amongFamily = adjusted(family);
        return pairs.stream()
                .map(pair -> row(
                        pair,
                        amongFamily.get(pair),
                        amongAll.get(pair),
                        pair.family() == Family.PRIMARY ? family.size() : tested.size()))
                .toList();
    }

    private static Map<Pair, Double> adjusted(List<Pair> family) {
        List<Double> p = HolmCorrection.adjust(family.stream()
                .map(pair -> Objects.requireNonNull(pair.analysis()).p())
                .toList());
        Map<Pair, Double> adjusted = new HashMap<>();
        for (int i = 0; i < p.size(); i++) {
            adjusted.put(family.get(i), p.get(i));
        }
        return adjusted;
    }

    /** @param members pairs that the p value which decides is adjusted for */
    private ComparisonRow row(Pair pair, @Nullable Double pHolm, @Nullable Double pAllPairs, int members) {
        PairedTable table = pair.scores().table();
        PairedAnalysis analysis = pair.analysis();
        Double deciding = pHolm == null ? pAllPairs : pHolm;
        Statistics statistics = analysis == null || deciding == null
                ? Statistics.none(pair.family())
                : new Statistics(
                        pair.family(),
                        analysis,
                        pHolm,
                        pAllPairs,
                        plan.margin(),
                        mde(pair.scores().units(), members),
                        MinimumDetectableEffect.ASSUMED_DISCORDANCE,
                        Verdict.of(table.difference(), deciding, analysis.pEquivalence()));
        return new ComparisonRow(pair.a(), pair.b(), metric, table, statistics);
    }

    /** A plan for all pairs that p is adjusted for: each of them must be found at its share of the level. */
    private @Nullable Double mde(int units, int members) {
        OptionalDouble effect = detectable.computeIfAbsent(
                new Planned(units, members),
                planned -> MinimumDetectableEffect.of(
                        units, MinimumDetectableEffect.ASSUMED_DISCORDANCE, Level.FIVE_PERCENT.sharedBy(members)));
        return effect.isPresent() ? Double.valueOf(effect.getAsDouble()) : null;
    }
}
