package org.adaptationlab.decide;

/**
 * How sure a decision is: by how often it is made again when the examples are drawn anew, and never more than {@link
 * #NOT_VERY} where the comparisons leave open what it rests on. Examples that all agree are drawn as they are, so that the
 * share alone would be sure of anything.
 */
public enum Sureness {
    /** In 95 of 100 draws or more. */
    VERY,
    /** In 80 of 100 or more. */
    FAIRLY,
    /** In 60 of 100 or more. */
    NOT_VERY,
    /** In fewer. */
    TOSS_UP;

    /** The share that counts at most where something is open. */
    static final double MOST_WHERE_OPEN = 0.6;

    static Sureness of(double share) {
        if (share >= 0.95) {
            return VERY;
        }
        if (share >= 0.8) {
            return FAIRLY;
        }
        return share >= MOST_WHERE_OPEN ? NOT_VERY : TOSS_UP;
    }
}
