package org.adaptationlab.compare;

import java.util.BitSet;

/**
 * One mode's examples that were judged on both sides, and the count of those that were not.
 *
 * @param examples numbers of the examples in the pairs
 * @param baseline mean score of each, 0 to 1
 * @param contender the other side's, in the same order
 * @param binary whether every score is a single 0 or 1
 * @param baselineOnly numbers of the examples that were asked in the baseline only
 * @param contenderOnly numbers of those asked in the contender only
 * @param unjudgedInBaseline examples asked on both sides without a score in the baseline: their calls failed
 * @param unjudgedInContender the same for the contender
 */
record PairedScores(
        int[] examples,
        double[] baseline,
        double[] contender,
        boolean binary,
        BitSet baselineOnly,
        BitSet contenderOnly,
        int unjudgedInBaseline,
        int unjudgedInContender) {

    /** At which mean score over repetitions and adapters an example counts as right. */
    private static final double RIGHT = 0.5;

    static PairedScores of(ModeNumbers baseline, ModeNumbers contender) {
        BitSet shared = copy(baseline.examples());
        shared.and(contender.examples());
        int[] judged = shared.stream()
                .filter(example ->
                        baseline.scores().has(example) && contender.scores().has(example))
                .toArray();
        return new PairedScores(
                judged,
                means(baseline, judged),
                means(contender, judged),
                baseline.isBinary() && contender.isBinary(),
                without(baseline.examples(), shared),
                without(contender.examples(), shared),
                unjudged(baseline, shared),
                unjudged(contender, shared));
    }

    /** Whether the i-th pair is right on one side and wrong on the other. */
    boolean isFlipped(int i) {
        return isRight(baseline[i]) != isRight(contender[i]);
    }

    static boolean isRight(double mean) {
        return mean > RIGHT;
    }

    private static double[] means(ModeNumbers side, int[] examples) {
        double[] means = new double[examples.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = side.scores().of(examples[i]);
        }
        return means;
    }

    private static int unjudged(ModeNumbers side, BitSet shared) {
        return Math.toIntExact(
                shared.stream().filter(example -> !side.scores().has(example)).count());
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
