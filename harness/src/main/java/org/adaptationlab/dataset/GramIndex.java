package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.dataset.Shelf.Bunch;

/**
 * Finds numbered sets with a Jaccard similarity of at least 0.8 by prefix filtering (Chaudhuri et al. 2006, Bayardo et al.
 * 2007), bounded by the sizes of both sets (Xiao et al. 2008): with all elements in one order, rare ones first, two sets
 * of s and t elements with o or more in common share one within the first s − o + 1 and t − o + 1. Only those are looked
 * at, so that frequent sequences cost nothing. Not thread-safe.
 */
final class GramIndex {

    /** The similarity 0.8 as a fraction: whole numbers keep the bounds exact. */
    private static final int NUMERATOR = 4;

    private static final int DENOMINATOR = 5;
    private static final int COUNTER_MASK = (1 << 20) - 1;
    private static final int HASH_BITS = 41;
    private static final int MAX_COUNT = 1 << 21;

    private final long[][] sets;
    private final Map<Long, List<Shelf>> byRareElement = new HashMap<>();
    /** For each set the question it was last compared for: it may share several rare elements with the set asked about. */
    private final int[] comparedFor;

    private int question;
    private long looks;

    /**
     * Knows the sets, but keeps none of them yet.
     *
     * @param sets arrays of distinct hashes, which are taken over; an empty one is never found
     */
    GramIndex(List<long[]> sets) {
        int[] counters = new int[COUNTER_MASK + 1];
        for (long[] set : sets) {
            for (long hash : set) {
                counters[(int) hash & COUNTER_MASK]++;
            }
        }
        this.sets = sets.toArray(long[][]::new);
        for (long[] set : this.sets) {
            orderRareFirst(set, counters);
        }
        this.comparedFor = new int[this.sets.length];
    }

    /** Takes the near sets as they are found. */
    @FunctionalInterface
    interface Finder {

        /**
         * A set was found.
         *
         * @param similarity Jaccard similarity, 0.8 to 1
         * @return whether more are wanted
         */
        boolean found(int set, double similarity);
    }

    /** Says whether two near sets belong together. */
    @FunctionalInterface
    interface PairTest {

        boolean test(int one, int other);
    }

    /** How often a pair of sets, a bunch or a shelf of them was looked at so far. */
    long looks() {
        return looks;
    }

    /** Keeps a set, to be found from now on. */
    void keep(int set) {
        int size = sets[set].length;
        for (int place = 0; place < prefix(size); place++) {
            if (isShared(sets[set][place])) {
                shelf(sets[set][place], size, place).add(set);
            }
        }
    }

    /** Hands over the kept sets that are near a set, in the order of their rarest common elements. */
    void near(int set, Finder finder) {
        question++;
        int size = sets[set].length;
        for (int place = 0; place < prefix(size); place++) {
            for (Shelf shelf : canBeNear(sets[set][place], size, place)) {
                for (Bunch bunch : shelf.bunches()) {
                    if (!near(set, bunch, finder)) {
                        return;
                    }
                }
            }
        }
    }

    private boolean near(int set, Bunch bunch, Finder finder) {
        for (int i = 0; i < bunch.count(); i++) {
            double similarity = newSimilarity(set, bunch.member(i));
            if (similarity > 0 && !finder.found(bunch.member(i), similarity)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Joins the group of a set with those of the sets joined before that are near it and belong to it. Sets of one group lie
     * in one bunch, which is passed over as soon as one of them belongs to the set: many like sets cost no more than others.
     */
    void join(int set, Groups groups, PairTest belong) {
        question++;
        int size = sets[set].length;
        for (int place = 0; place < prefix(size); place++) {
            if (isShared(sets[set][place])) {
                for (Shelf shelf : canBeNear(sets[set][place], size, place)) {
                    for (Bunch bunch : shelf.bunches()) {
                        looks++;
                        if (!groups.areOne(set, bunch.member(0))) {
                            join(set, bunch, groups, belong);
                        }
                    }
                    shelf.gather(set, groups);
                }
                shelf(sets[set][place], size, place).add(set, groups);
            }
        }
    }

    private void join(int set, Bunch bunch, Groups groups, PairTest belong) {
        near(set, bunch, (other, similarity) -> {
            boolean found = belong.test(set, other);
            if (found) {
                groups.join(set, other);
            }
            return !found;
        });
    }

    /** The shelf of an element, made where there is none. */
    private Shelf shelf(long element, int size, int place) {
        List<Shelf> shelves = byRareElement.computeIfAbsent(element, rare -> new ArrayList<>(1));
        for (Shelf shelf : shelves) {
            if (shelf.size() == size && shelf.place() == place) {
                return shelf;
            }
        }
        Shelf shelf = new Shelf(size, place);
        shelves.add(shelf);
        return shelf;
    }

    /** The shelves on which the elements from both places on can be enough in common. */
    private List<Shelf> canBeNear(long element, int size, int place) {
        List<Shelf> near = new ArrayList<>();
        for (Shelf shelf : byRareElement.getOrDefault(element, List.of())) {
            looks++;
            int needed = needed(size, shelf.size());
            if (size - place >= needed && shelf.size() - shelf.place() >= needed) {
                near.add(shelf);
            }
        }
        return near;
    }

    /** The similarity where it is at least 0.8; 0 where it is not, or where the two were compared before. */
    private double newSimilarity(int set, int other) {
        looks++;
        if (comparedFor[other] == question) {
            return 0;
        }
        comparedFor[other] = question;
        int total = sets[set].length + sets[other].length;
        int common = common(sets[set], sets[other], needed(sets[set].length, sets[other].length));
        return (double) common / (total - common);
    }

    /** Elements that two sets of these sizes must have in common. */
    private static int needed(int size, int other) {
        return ceilDiv(NUMERATOR * (size + other), NUMERATOR + DENOMINATOR);
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
    private static void orderRareFirst(long[] set, int[] counters) {
        for (int i = 0; i < set.length; i++) {
            long count = Math.min(counters[(int) set[i] & COUNTER_MASK], MAX_COUNT);
            set[i] = count << HASH_BITS | set[i] >>> (Long.SIZE - HASH_BITS);
        }
        Arrays.sort(set);
    }

    /** Whether more than one set has the element. */
    private static boolean isShared(long ordered) {
        return ordered >>> HASH_BITS > 1;
    }

    private static int prefix(int size) {
        return size == 0 ? 0 : size - ceilDiv(NUMERATOR * size, DENOMINATOR) + 1;
    }

    private static int ceilDiv(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
