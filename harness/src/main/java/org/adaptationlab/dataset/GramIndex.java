package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.dataset.SimilarTexts.Match;

/**
 * Finds sets with a Jaccard similarity of at least 0.8 by prefix filtering (Chaudhuri et al. 2006, Bayardo et al. 2007):
 * with all elements in one order, rare ones first, two such sets share an element within their first fifth. Only those
 * are indexed, so that frequent sequences cost nothing.
 */
final class GramIndex {

    /** The similarity 0.8 as a fraction: whole numbers keep the bounds exact. */
    private static final int NUMERATOR = 4;

    private static final int DENOMINATOR = 5;
    private static final int COUNTER_MASK = (1 << 20) - 1;
    private static final int HASH_BITS = 41;
    private static final int MAX_COUNT = 1 << 21;

    private final int[] counters = new int[COUNTER_MASK + 1];
    private final List<long[]> sets = new ArrayList<>();
    private final Map<Long, List<Integer>> byRareElement = new HashMap<>();

    /** Each set is an array of distinct hashes; an empty one is never found. */
    GramIndex(List<long[]> sets) {
        for (long[] set : sets) {
            for (long hash : set) {
                counters[(int) hash & COUNTER_MASK]++;
            }
        }
        for (long[] set : sets) {
            long[] ordered = rareFirst(set);
            for (int i = 0; i < prefix(ordered.length); i++) {
                byRareElement
                        .computeIfAbsent(ordered[i], rare -> new ArrayList<>())
                        .add(this.sets.size());
            }
            this.sets.add(ordered);
        }
    }

    List<Match> near(long[] set) {
        long[] ordered = rareFirst(set);
        BitSet seen = new BitSet();
        List<Match> matches = new ArrayList<>();
        for (int i = 0; i < prefix(ordered.length); i++) {
            for (int candidate : byRareElement.getOrDefault(ordered[i], List.of())) {
                if (!seen.get(candidate)) {
                    seen.set(candidate);
                    addIfNear(ordered, candidate, matches);
                }
            }
        }
        return matches;
    }

    private void addIfNear(long[] set, int candidate, List<Match> matches) {
        long[] other = sets.get(candidate);
        int total = set.length + other.length;
        int common = common(set, other, ceilDiv(NUMERATOR * total, NUMERATOR + DENOMINATOR));
        if (common > 0) {
            matches.add(new Match(candidate, (double) common / (total - common)));
        }
    }

    /** The size of the intersection, or 0 as soon as it is clear that it stays below {@code needed}. */
    private static int common(long[] a, long[] b, int needed) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            if (common + Math.min(a.length - i, b.length - j) < needed) {
                return 0;
            }
            int order = Long.compare(a[i], b[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return common >= needed ? common : 0;
    }

    /** Puts the frequency above the hash: sorting then gives an order that is the same for every set. */
    private long[] rareFirst(long[] set) {
        long[] ordered = new long[set.length];
        for (int i = 0; i < set.length; i++) {
            long count = Math.min(counters[(int) set[i] & COUNTER_MASK], MAX_COUNT);
            ordered[i] = count << HASH_BITS | set[i] >>> (Long.SIZE - HASH_BITS);
        }
        Arrays.sort(ordered);
        return ordered;
    }

    private static int prefix(int size) {
        return size == 0 ? 0 : size - ceilDiv(NUMERATOR * size, DENOMINATOR) + 1;
    }

    private static int ceilDiv(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
