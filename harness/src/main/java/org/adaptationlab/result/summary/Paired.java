package org.adaptationlab.result.summary;

import java.util.BitSet;
import org.adaptationlab.statistics.Clusters;
import org.adaptationlab.statistics.PairedTable;
import org.adaptationlab.statistics.Sample;

/**
 * Two modes, or one mode of two runs, on the examples that every adapter of both has a score for. Where both have the same
 * adapters, the means over them are compared: what is said holds for these adapters. Else several adapters of a side are a
 * sample of their own.
 *
 * @param examples their numbers
 */
public record Paired(int[] examples, Sample a, Sample b) {

    /** Pairs two modes whose books share their example numbers. */
    public static Paired of(ModeScores a, ModeScores b, ExampleNumbers numbers) {
        BitSet shared = a.complete();
        shared.and(b.complete());
        int[] examples = shared.stream().toArray();
        Clusters clusters = numbers.clusters(examples);
        return a.adapters().equals(b.adapters())
                ? new Paired(
                        examples,
                        a.sampleOfTheseAdapters(examples, clusters),
                        b.sampleOfTheseAdapters(examples, clusters))
                : new Paired(examples, a.sample(examples, clusters), b.sample(examples, clusters));
    }

    /** Who has which examples right. */
    public PairedTable table() {
        return PairedTable.of(a.table().means(), b.table().means());
    }

    /** Documents, or examples where they are about none. */
    public int units() {
        return a.table().clusters().count();
    }
}
