package org.adaptationlab.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much the machine's speed changed within a mode's block, from the block's own calls: the block is cut into parts that
 * follow each other, and the slowest part's median pace is set against the quickest part's. Probes before and after a block
 * do not see other work that comes and goes between them; this does. Chance alone gives a few percent, which only makes
 * claims about time rarer.
 *
 * <p>The pace of a call is its time over what a call of so many tokens takes in this block, by a line through all calls: a
 * call takes some time whatever its length, so that time per token alone would see a slower machine where the examples
 * merely get shorter.
 */
public final class BlockDrift {

    /** Calls in a part: enough for a median that one slow call does not move. */
    static final int LEAST_CALLS = 15;

    /** More parts would see shorter work, and more of what chance does to each. */
    static final int MOST_PARTS = 4;

    private BlockDrift() {}

    /**
     * A call.
     *
     * @param ms time it took, above 0
     * @param tokens it read or wrote in that time; the same for all where time does not depend on it
     */
    public record Call(double ms, int tokens) {

        public Call {
            if (!(ms > 0) || tokens < 0) {
                throw new IllegalArgumentException(ms + " ms for " + tokens + " tokens");
            }
        }
    }

    /**
     * The change as a share, 0.1 for a tenth slower; null where the block is too short for two parts.
     *
     * @param calls in the order they were asked
     */
    public static @Nullable Double of(List<Call> calls) {
        int parts = Math.min(MOST_PARTS, calls.size() / LEAST_CALLS);
        if (parts < 2) {
            return null;
        }
        Line line = Line.through(calls);
        List<Double> medians = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            medians.add(LatencySummary.of(
                            calls.subList(part * calls.size() / parts, (part + 1) * calls.size() / parts).stream()
                                    .map(call -> call.ms() / line.ms(call.tokens()))
                                    .toList())
                    .p50());
        }
        return Collections.max(medians) / Collections.min(medians) - 1;
    }

    /** Milliseconds of a call: some for each, some for each token; least squares, or all by the token where the line starts below 0. */
    private record Line(double each, double perToken) {

        static Line through(List<Call> calls) {
            double meanMs = calls.stream().mapToDouble(Call::ms).average().orElse(0);
            double meanTokens = calls.stream().mapToInt(Call::tokens).average().orElse(0);
            double together = 0;
            double squares = 0;
            for (Call call : calls) {
                together += (call.tokens() - meanTokens) * (call.ms() - meanMs);
                squares += (call.tokens() - meanTokens) * (call.tokens() - meanTokens);
            }
            double perToken = squares > 0 ? Math.max(0, together / squares) : 0;
            double each = meanMs - perToken * meanTokens;
            return each >= 0 ? new Line(each, perToken) : new Line(0, meanMs / meanTokens);
        }

        double ms(int tokens) {
            return each + perToken * tokens;
        }
    }
}
