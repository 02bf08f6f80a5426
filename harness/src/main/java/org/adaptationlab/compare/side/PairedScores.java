package org.adaptationlab.compare.side;

import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.statistics.Clusters;
import org.adaptationlab.statistics.ScoreTable;

/**
 * One mode's examples that every adapter of both sides has a score for, and the count of those that were not judged. Where
 * the two sides have the same adapters, the means over them are compared: what is said holds for these adapters. Else
 * several adapters of a side are a sample of their own.
 *
 * @param examples numbers of the examples in the pairs
 * @param tables scores of the baseline and of the contender
 * @param baseline mean score of each example, 0 to 1
 * @param contender the other side's, in the same order
 * @param baselineOnly numbers of the examples that were asked in the baseline only
 * @param contenderOnly numbers of those asked in the contender only
 * @param unjudgedInBaseline examples asked on both sides without a score in the baseline: their calls failed
 * @param unjudgedInContender the same for the contender
 */
public record PairedScores(
        int[] examples,
        Tables tables,
        double[] baseline,
        double[] contender,
        BitSet baselineOnly,
        BitSet contenderOnly,
        int unjudgedInBaseline,
        int unjudgedInContender) {

    /** What is tested. */
    public record Tables(ScoreTable baseline, ScoreTable contender) {}

    public static PairedScores of(ModeNumbers baseline, ModeNumbers contender, ExampleIds ids) {
        BitSet shared = copy(baseline.examples());
        shared.and(contender.examples());
        int[] judged =
                judged(shared, baseline.scores().values(), contender.scores().values());
        Tables tables = tables(judged, baseline.scores(), contender.scores(), ids);
        return new PairedScores(
                judged,
                tables,
                tables.baseline().means(),
                tables.contender().means(),
                without(baseline.examples(), shared),
                without(contender.examples(), shared),
                unjudged(baseline, shared),
                unjudged(contender, shared));
    }

    /** The examples that every adapter of both sides has a value for. */
    public static int[] judged(BitSet shared, Collection<Means> baseline, Collection<Means> contender) {
        return shared.stream()
                .filter(example -> hasAll(baseline, example) && hasAll(contender, example))
                .toArray();
    }

    public static Tables tables(
            int[] examples, Map<ModeIdentity, Means> baseline, Map<ModeIdentity, Means> contender, ExampleIds ids) {
        Clusters clusters = ids.clusters(examples);
        ScoreTable first = table(examples, baseline.values(), clusters);
        ScoreTable second = table(examples, contender.values(), clusters);
        boolean sameAdapters = baseline.keySet().equals(contender.keySet());
        return sameAdapters
                ? new Tables(
                        new ScoreTable(new double[][] {first.means()}, clusters),
                        new ScoreTable(new double[][] {second.means()}, clusters))
                : new Tables(first, second);
    }

    /** Whether the i-th pair is right on one side and wrong on the other. */
    public boolean isFlipped(int i) {
        return ScoreTable.isRight(baseline[i]) != ScoreTable.isRight(contender[i]);
    }

    private static boolean hasAll(Collection<Means> adapters, int example) {
        return adapters.stream().allMatch(adapter -> adapter.has(example));
    }

    private static ScoreTable table(int[] examples, Collection<Means> adapters, Clusters clusters) {
        return new ScoreTable(
                adapters.stream().map(adapter -> adapter.of(examples)).toArray(double[][]::new), clusters);
    }

    private static int unjudged(ModeNumbers side, BitSet shared) {
        return Math.toIntExact(shared.stream()
                .filter(example -> !hasAll(side.scores().values(), example))
                .count());
    }

    private static BitSet without(BitSet all, BitSet shared) {
        BitSet rest = copy(all);
        rest.andNot(shared);
        return rest;
    }

    private static BitSet copy(BitSet bits) {
        return (BitSet) bits.clone();
    }
}
