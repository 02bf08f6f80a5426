package org.adaptationlab.result.record;

import java.util.List;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * How a run was asked that had several requests in flight.
 *
 * @param requests in flight at most
 * @param blocks what that came to, by mode and adapter, without classifiers, which are asked one at a time
 * @param agreement of answers among many with those alone; null where none was asked in both ways
 */
public record InFlight(
        int requests, List<Block> blocks, @Nullable Agreement agreement) {

    public InFlight {
        blocks = List.copyOf(blocks);
    }

    /**
     * The calls of a mode and adapter.
     *
     * @param calls that were timed
     * @param busySeconds in which any of them was in flight
     * @param aloneMs mean time for an answer of those asked alone, retrieval included, in milliseconds; null where there are
     *     none
     */
    public record Block(
            String mode,
            @Nullable Long adapterSeed,
            int calls,
            double busySeconds,
            @Nullable Double aloneMs) {

        /** How many times as long the calls would have taken one after the other; null where that is not known. */
        public @Nullable Double speedUp() {
            return aloneMs == null || !(busySeconds > 0) ? null : Double.valueOf(calls * aloneMs / 1e3 / busySeconds);
        }
    }

    /**
     * Examples that were asked in both ways.
     *
     * @param n with a score in both
     * @param sameOutput of these, those with the same text
     * @param sameScore of these, those with the same score
     * @param differing 95 % interval of the share whose score differs
     */
    public record Agreement(int n, int sameOutput, int sameScore, Interval differing) {

        /** Share of the examples whose score differs, 0 to 1. */
        public double differingShare() {
            return (n - sameScore) / (double) n;
        }
    }
}
