package org.adaptationlab.measure;

import org.apache.commons.statistics.inference.BinomialTest;

/**
 * The exact test whether two modes are equally often right on the same examples.
 *
 * <p>Source: Q. McNemar, Note on the sampling error of the difference between correlated proportions or percentages,
 * Psychometrika 12 (1947), 153-157; exact form: two-sided binomial test of the discordant pairs at one half. It is for
 * 0/1 scores, one per example.
 */
public final class McNemarTest {

    private McNemarTest() {}

    /** The two-sided p value; 1 where no pair is discordant. */
    public static double pValue(PairedTable table) {
        int discordant = table.aOnly() + table.bOnly();
        return discordant == 0
                ? 1
                : BinomialTest.withDefaults()
                        .test(discordant, table.aOnly(), 0.5)
                        .getPValue();
    }
}
