package org.adaptationlab.statistics;

/** Which test gave a p value. {@link #word} is what files call it. */
public enum TestMethod {
    /** {@link MatchedPairs#p}: right or wrong, one adapter, no clusters. */
    MCNEMAR("mcnemar"),
    /** {@link SignFlipTest} of examples. */
    PERMUTATION("permutation"),
    /** {@link SignFlipTest} of clusters. */
    CLUSTER_PERMUTATION("cluster-permutation"),
    /**
     * Student's t, of so many units that a permutation test says the same and only takes longer, or of clusters of unequal
     * size; then never below the permutation test's.
     */
    STUDENT("student"),
    /** {@link VarianceComponents}: adapters crossed with examples; never below the permutation test's. */
    CROSSED("crossed");

    private final String word;

    TestMethod(String word) {
        this.word = word;
    }

    /** The word in result files. */
    public String word() {
        return word;
    }
}
