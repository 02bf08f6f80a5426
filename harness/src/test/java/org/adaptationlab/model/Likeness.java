package org.adaptationlab.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Which of several texts another one is like. */
final class Likeness {

    private Likeness() {}

    /** The one that begins like it for longest. */
    static String mostAlike(String text, List<String> others) {
        return others.stream()
                .max(Comparator.comparingInt(other -> sameBeginning(text, other)))
                .orElseThrow();
    }

    private static int sameBeginning(String one, String other) {
        int same = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        return same < 0 ? one.length() : same;
    }
}
