package org.adaptationlab.compare.side;

import java.util.BitSet;
import org.adaptationlab.result.summary.ExampleNumbers;
import org.adaptationlab.result.summary.ModeNumbers;
import org.adaptationlab.result.summary.Paired;
import org.adaptationlab.statistics.ScoreTable;

/**
 * One mode of both sides. An example the baseline has a score for and of which the contender's calls failed counts as wrong
 * in the contender: who takes the contender gets no answer there. An example the baseline has no score for leaves the
 * comparison.
 *
 * @param paired scores of the contender ({@code a}) and of the baseline ({@code b}) on the examples in the pairs
 * @param before mean score of each pair in the baseline, 0 to 1
 * @param after the same in the contender
 * @param newlyFailed examples in the pairs of which the contender's calls failed
 * @param baselineOnly examples that were asked in the baseline only
 * @param contenderOnly examples that were asked in the contender only
 * @param unjudgedInBaseline examples asked on both sides without a score in the baseline
 * @param unjudgedInContender the same for the contender, those that failed newly among them
 */
public record ModePair(
        ModeNumbers baseline,
        ModeNumbers contender,
        Paired paired,
        double[] before,
        double[] after,
        BitSet newlyFailed,
        BitSet baselineOnly,
        BitSet contenderOnly,
        BitSet unjudgedInBaseline,
        BitSet unjudgedInContender) {

    /** Pairs the mode of two sides that share their example numbers. */
    public static ModePair of(ModeNumbers baseline, ModeNumbers contender, ExampleNumbers numbers) {
        BitSet shared = both(baseline.examples(), contender.examples());
        BitSet judgedBefore = baseline.scores().complete();
        BitSet unjudgedAfter = without(shared, contender.scores().complete());
        BitSet newlyFailed = without(both(unjudgedAfter, judgedBefore), contender.ungraded());
        Paired paired = Paired.of(contender.scores().withWrong(newlyFailed), baseline.scores(), numbers);
        return new ModePair(
                baseline,
                contender,
                paired,
                paired.b().table().means(),
                paired.a().table().means(),
                newlyFailed,
                without(baseline.examples(), shared),
                without(contender.examples(), shared),
                without(shared, judgedBefore),
                unjudgedAfter);
    }

    /** The examples asked on both sides. */
    public BitSet shared() {
        return both(baseline.examples(), contender.examples());
    }

    /** The examples the baseline has a score for and whose answers in the contender could not be judged. */
    public BitSet newlyUngraded() {
        return without(without(unjudgedInContender, unjudgedInBaseline), newlyFailed);
    }

    /** Whether the i-th pair is right on one side and wrong on the other. */
    public boolean isFlipped(int i) {
        return ScoreTable.isRight(before[i]) != ScoreTable.isRight(after[i]);
    }

    private static BitSet both(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.and(other);
        return both;
    }

    private static BitSet without(BitSet all, BitSet some) {
        BitSet rest = (BitSet) all.clone();
        rest.andNot(some);
        return rest;
    }
}
