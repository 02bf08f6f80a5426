package org.adaptationlab.decide;

import java.util.Objects;
import org.adaptationlab.statistics.Interval;

/**
 * What the comparison of a run says of two modes: the decision asks it, and tests nothing again.
 *
 * @param a the first mode
 * @param b the second mode
 * @param difference 95 % interval of the quality of {@code a} less that of {@code b}
 * @param differs whether a difference is shown
 */
public record TestedPair(String a, String b, Interval difference, boolean differs) {

    public TestedPair {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        Objects.requireNonNull(difference, "difference");
    }

    boolean isOf(String one, String other) {
        return (a.equals(one) && b.equals(other)) || (a.equals(other) && b.equals(one));
    }

    /** Whether it is ruled out that this mode is worse than the other one by more than the margin. */
    boolean rulesOutLossOf(String mode, double margin) {
        return a.equals(mode) ? difference.low() >= -margin : difference.high() <= margin;
    }
}
