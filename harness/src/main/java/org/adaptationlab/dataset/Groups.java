package org.adaptationlab.dataset;

import java.util.stream.IntStream;

/** Numbers from 0 parted into groups that can be joined (union-find); a group has the number of its first member. */
final class Groups {

    private final int[] parent;

    /** Each number in a group of its own. */
    Groups(int size) {
        this.parent = IntStream.range(0, size).toArray();
    }

    /** The first member of a number's group. */
    int of(int number) {
        int first = number;
        while (parent[first] != first) {
            parent[first] = parent[parent[first]];
            first = parent[first];
        }
        return first;
    }

    void join(int one, int other) {
        int a = of(one);
        int b = of(other);
        parent[Math.max(a, b)] = Math.min(a, b);
    }

    boolean areOne(int one, int other) {
        return of(one) == of(other);
    }

    /** The group of each number. */
    int[] all() {
        return IntStream.range(0, parent.length).map(this::of).toArray();
    }
}
