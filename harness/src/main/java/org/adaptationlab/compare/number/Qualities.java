package org.adaptationlab.compare.number;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.adaptationlab.compare.finding.Finding;
import org.adaptationlab.compare.finding.ModeComparison.Further;
import org.adaptationlab.compare.finding.ModeComparison.Pairs;
import org.adaptationlab.compare.finding.ModeComparison.Quality;
import org.adaptationlab.compare.side.ExampleIds;
import org.adaptationlab.compare.side.Means;
import org.adaptationlab.compare.side.ModeNumbers;
import org.adaptationlab.compare.side.PairedScores;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.statistics.HolmCorrection;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.Level;
import org.adaptationlab.statistics.MinimumDetectableEffect;
import org.adaptationlab.statistics.PairedAnalysis;
import org.adaptationlab.statistics.PairedTable;
import org.adaptationlab.statistics.Sample;
import org.adaptationlab.statistics.ScoreTable;
import org.jspecify.annotations.Nullable;

/**
 * Compares the quality of modes by the same {@link PairedAnalysis} as a run compares its modes, with intervals that hold
 * for all modes together (Bonferroni): a gate on many modes falls by chance no more often than one on a single mode.
 * Further metrics are exploratory: each interval holds for itself, and no gate rests on it.
 */
public final class Qualities {

    private final double margin;
    private final long seed;
    private final ExampleIds ids;
    private final Map<List<Integer>, OptionalDouble> detectable = new HashMap<>();

    /**
     * How modes are compared.
     *
     * @param margin difference that does not matter
     * @param seed of what is drawn at random
     */
    public Qualities(double margin, long seed, ExampleIds ids) {
        this.margin = margin;
        this.seed = seed;
        this.ids = ids;
    }

    /** The quality of each mode that was judged on both sides. */
    public Map<String, Quality> of(Map<String, PairedScores> modes) {
        Map<String, PairedScores> judged = new LinkedHashMap<>(modes);
        judged.values().removeIf(scores -> scores.examples().length == 0);
        Level level = Level.FIVE_PERCENT.sharedBy(Math.max(1, judged.size()));
        List<PairedAnalysis> analyses = new ArrayList<>();
        judged.values().forEach(scores -> analyses.add(analysis(scores.tables(), level)));
        List<Double> adjusted =
                HolmCorrection.adjust(analyses.stream().map(PairedAnalysis::p).toList());
        Map<String, Quality> qualities = new LinkedHashMap<>();
        judged.forEach((mode, scores) -> {
            int i = qualities.size();
            qualities.put(mode, quality(scores, analyses.get(i), adjusted.get(i), judged.size()));
        });
        return qualities;
    }

    /** The further metrics that both sides have of a mode, in the order of the baseline. */
    public List<Further> further(ModeNumbers baseline, ModeNumbers contender) {
        List<Further> all = new ArrayList<>();
        baseline.further().forEach((metric, before) -> {
            Map<ModeIdentity, Means> after = contender.further().get(metric);
            if (after != null) {
                BitSet shared = (BitSet) baseline.examples().clone();
                shared.and(contender.examples());
                int[] judged = PairedScores.judged(shared, before.values(), after.values());
                if (judged.length > 0) {
                    all.add(further(metric, PairedScores.tables(judged, before, after, ids)));
                }
            }
        });
        return all;
    }

    private Further further(String metric, PairedScores.Tables tables) {
        double before = mean(tables.baseline().means());
        double after = mean(tables.contender().means());
        PairedAnalysis analysis = analysis(tables, Level.FIVE_PERCENT);
        return new Further(
                metric,
                tables.baseline().means().length,
                before,
                after,
                after - before,
                analysis.interval().interval(),
                analysis.interval().method().word(),
                analysis.test().word(),
                analysis.p());
    }

    private PairedAnalysis analysis(PairedScores.Tables tables, Level level) {
        return sample(tables.contender()).minus(sample(tables.baseline()), margin, seed, level);
    }

    private static Sample sample(ScoreTable scores) {
        return Sample.of(scores, scores.isZeroOne());
    }

    private Quality quality(PairedScores scores, PairedAnalysis analysis, double pHolm, int family) {
        PairedTable pairs = PairedTable.of(scores.contender(), scores.baseline());
        return new Quality(
                Pairs.of(pairs),
                mean(scores.baseline()),
                mean(scores.contender()),
                pairs.difference(),
                analysis.interval().interval(),
                analysis.interval().method().word(),
                analysis.test().word(),
                analysis.p(),
                pHolm,
                detectable(scores.tables().baseline().clusters().count(), family),
                finding(analysis.interval().interval()));
    }

    /** Planned, as in comparisons.csv. */
    private @Nullable Double detectable(int units, int family) {
        OptionalDouble effect = detectable.computeIfAbsent(
                List.of(units, family),
                key -> MinimumDetectableEffect.of(
                        units, MinimumDetectableEffect.ASSUMED_DISCORDANCE, Level.FIVE_PERCENT.sharedBy(family)));
        return effect.isPresent() ? Double.valueOf(effect.getAsDouble()) : null;
    }

    private Finding finding(Interval difference) {
        if (difference.high() < 0) {
            return Finding.WORSE;
        }
        if (difference.low() > 0) {
            return Finding.BETTER;
        }
        boolean within = difference.low() >= -margin && difference.high() <= margin;
        return within ? Finding.EQUIVALENT : Finding.UNDECIDED;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
