package org.adaptationlab.statistics;

/**
 * Two modes on the same examples: who was right where.
 *
 * @param n examples in the pairs: those both have a score for, failed calls that count as wrong among them
 * @param both examples both had right
 * @param aOnly examples only the first had right
 * @param bOnly examples only the second had right
 * @param neither examples both had wrong
 * @param difference mean score of the first less that of the second, -1 to 1; with 0/1 scores {@code (aOnly - bOnly) / n};
 *     without meaning where {@code n} is 0
 */
public record PairedTable(int n, int both, int aOnly, int bOnly, int neither, double difference) {

    public PairedTable {
        if (both < 0 || aOnly < 0 || bOnly < 0 || neither < 0 || both + aOnly + bOnly + neither != n) {
            throw new IllegalArgumentException(both + " + " + aOnly + " + " + bOnly + " + " + neither + " is not " + n);
        }
    }

    /**
     * Counts the pairs.
     *
     * @param a mean score of the first mode per example, 0 to 1; {@link ScoreTable#isRight} says which are right
     * @param b the second mode's, same examples in the same order
     */
    public static PairedTable of(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(a.length + " and " + b.length + " scores");
        }
        int[] cells = new int[4];
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            cells[(ScoreTable.isRight(a[i]) ? 0 : 2) + (ScoreTable.isRight(b[i]) ? 0 : 1)]++;
            difference += a[i] - b[i];
        }
        return new PairedTable(a.length, cells[0], cells[1], cells[2], cells[3], difference / Math.max(1, a.length));
    }
}
