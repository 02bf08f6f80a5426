package org.adaptationlab.compare.number;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.adaptationlab.compare.finding.Finding;
import org.adaptationlab.compare.finding.ModeComparison.Further;
import org.adaptationlab.compare.finding.ModeComparison.Pairs;
import org.adaptationlab.compare.finding.ModeComparison.Quality;
import org.adaptationlab.compare.side.ModePair;
import org.adaptationlab.result.summary.ExampleNumbers;
import org.adaptationlab.result.summary.ModeNumbers;
import org.adaptationlab.result.summary.ModeScores;
import org.adaptationlab.result.summary.Paired;
import org.adaptationlab.statistics.HolmCorrection;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.Level;
import org.adaptationlab.statistics.MinimumDetectableEffect;
import org.adaptationlab.statistics.PairedAnalysis;
import org.adaptationlab.statistics.PairedTable;
import org.jspecify.annotations.Nullable;

/**
 * Compares the quality of modes by the same test as a run compares its modes, with intervals that hold for all modes
 * together (Bonferroni): a gate on many modes falls by chance no more often than one on a single mode. Further metrics are
 * exploratory: each interval holds for itself, and no gate rests on it.
 */
public final class Qualities {

    private final double margin;
    private final long seed;
    private final Map<Integer, OptionalDouble> detectable = new HashMap<>();

    /**
     * How modes are compared.
     *
     * @param margin difference that does not matter
     * @param seed of what is drawn at random
     */
    public Qualities(double margin, long seed) {
        this.margin = margin;
        this.seed = seed;
    }

    /** The quality of each mode that was judged on both sides. */
    public Map<String, Quality> of(Map<String, ModePair> modes) {
        Map<String, Paired> judged = new LinkedHashMap<>();
        modes.forEach((mode, pair) -> {
            if (pair.paired().examples().length > 0) {
                judged.put(mode, pair.paired());
            }
        });
        Level level = Level.FIVE_PERCENT.sharedBy(Math.max(1, judged.size()));
        List<PairedAnalysis> analyses = new ArrayList<>();
        judged.values().forEach(scores -> analyses.add(analysis(scores, level)));
        List<Double> adjusted =
                HolmCorrection.adjust(analyses.stream().map(PairedAnalysis::p).toList());
        Map<String, Quality> qualities = new LinkedHashMap<>();
        judged.forEach((mode, scores) -> {
            int i = qualities.size();
            qualities.put(mode, quality(scores, analyses.get(i), adjusted.get(i), level));
        });
        return qualities;
    }

    /** The further metrics that both sides have of a mode, in the order of the baseline. */
    public List<Further> further(ModeNumbers baseline, ModeNumbers contender, ExampleNumbers numbers) {
        List<Further> all = new ArrayList<>();
        baseline.further().forEach((metric, before) -> {
            ModeScores after = contender.further().get(metric);
            Paired scores = after == null ? null : Paired.of(after, before, numbers);
            if (scores != null && scores.examples().length > 0) {
                all.add(further(metric, scores));
            }
        });
        return all;
    }

    private Further further(String metric, Paired scores) {
        PairedAnalysis analysis = analysis(scores, Level.FIVE_PERCENT);
        return new Further(
                metric,
                scores.examples().length,
                scores.b().mean(),
                scores.a().mean(),
                scores.a().mean() - scores.b().mean(),
                analysis.interval().interval(),
                analysis.interval().method().word(),
                analysis.test().word(),
                analysis.p(),
                analysis.isPBound());
    }

    private PairedAnalysis analysis(Paired scores, Level level) {
        return scores.a().minus(scores.b(), margin, seed, level);
    }

    private Quality quality(Paired scores, PairedAnalysis analysis, double pHolm, Level level) {
        PairedTable pairs = scores.table();
        return new Quality(
                Pairs.of(pairs),
                scores.b().mean(),
                scores.a().mean(),
                pairs.difference(),
                analysis.interval().interval(),
                analysis.interval().method().word(),
                analysis.test().word(),
                analysis.p(),
                pHolm,
                detectable(scores.units(), level),
                finding(analysis.interval().interval(), analysis.p() < level.alpha()),
                analysis.p() < level.alpha(),
                analysis.isPBound());
    }

    /** Planned, as in comparisons.csv. */
    private @Nullable Double detectable(int units, Level level) {
        OptionalDouble effect = detectable.computeIfAbsent(
                units, key -> MinimumDetectableEffect.of(units, MinimumDetectableEffect.ASSUMED_DISCORDANCE, level));
        return effect.isPresent() ? Double.valueOf(effect.getAsDouble()) : null;
    }

    /** @param shown whether the test finds a difference, too: a resampled interval alone is a little too short */
    private Finding finding(Interval difference, boolean shown) {
        if (difference.high() < 0 && shown) {
            return Finding.WORSE;
        }
        if (difference.low() > 0 && shown) {
            return Finding.BETTER;
        }
        boolean within = difference.low() >= -margin && difference.high() <= margin;
        return within ? Finding.EQUIVALENT : Finding.UNDECIDED;
    }
}
