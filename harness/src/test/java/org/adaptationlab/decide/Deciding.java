package org.adaptationlab.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.statistics.Clusters;
import org.adaptationlab.statistics.Level;
import org.adaptationlab.statistics.PairedAnalysis;
import org.adaptationlab.statistics.Sample;
import org.adaptationlab.statistics.ScoreTable;

/** Makes modes up and decides among them, with the tests that a run would make of each pair. */
final class Deciding {

    static final int N = 200;
    static final TimeClaims SURE = new TimeClaims(null, null, TimeClaims.Costs.FOLLOW_TIMES);

    private Deciding() {}

    static Decision decide(double margin, Preference prefer, ModeSample... modes) {
        return decide(List.of(modes), margin, prefer, SURE, List.of());
    }

    static Decision decide(
            List<ModeSample> modes, double margin, Preference prefer, TimeClaims claims, List<String> singleSeed) {
        List<TestedPair> tested = new ArrayList<>();
        for (ModeSample a : modes) {
            for (ModeSample b : modes.subList(0, modes.indexOf(a))) {
                PairedAnalysis analysis = a.scores().minus(b.scores(), margin, 1, Level.FIVE_PERCENT);
                tested.add(
                        new TestedPair(a.mode(), b.mode(), analysis.interval().interval(), analysis.p() < 0.05));
            }
        }
        return DecisionRule.decide(
                modes, new DecisionRule.Request(margin, prefer, claims, tested, singleSeed, List.of()));
    }

    static TimeClaims drifting(double drift) {
        return new TimeClaims(drift, null, TimeClaims.Costs.FOLLOW_TIMES);
    }

    /** Right on the first examples; every request costs and takes the same. */
    static ModeSample mode(String name, double quality, double usd, double ms) {
        double[] scores = new double[N];
        Arrays.fill(scores, 0, (int) Math.round(quality * N), 1);
        return new ModeSample(name, sample(scores, Clusters.none(N)), filled(ms), filled(usd), true, 0);
    }

    static ModeSample of(String name, double[] scores, Clusters clusters) {
        double[] same = filled(1, scores.length);
        return new ModeSample(name, sample(scores, clusters), same, same, true, 0);
    }

    static Sample sample(double[] scores, Clusters clusters) {
        return Sample.of(new ScoreTable(new double[][] {scores}, clusters), true);
    }

    static Sample graded(double[] scores) {
        return Sample.of(ScoreTable.of(scores), false);
    }

    /** Always right. */
    static ModeSample adapted(String name, double usd, double adaptUsd) {
        return new ModeSample(name, sample(ones(), Clusters.none(N)), ones(), filled(usd), true, adaptUsd);
    }

    static double[] ones() {
        return filled(1);
    }

    static double[] filled(double value) {
        return filled(value, N);
    }

    static double[] filled(double value, int n) {
        double[] values = new double[n];
        Arrays.fill(values, value);
        return values;
    }
}
