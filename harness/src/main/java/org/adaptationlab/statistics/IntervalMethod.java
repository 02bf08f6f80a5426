package org.adaptationlab.statistics;

/** How an interval was made. {@link #word} is what files call it. */
public enum IntervalMethod {
    /** {@link WilsonInterval} of a rate. */
    WILSON("wilson"),
    /** Wilson with the number of right or wrong answers that would vary as much as these scores: {@link MeanInterval}. */
    WILSON_EFFECTIVE("wilson-effective"),
    /** {@link Bootstrap}, bias-corrected and accelerated; of a difference, never shorter than Student's t. */
    BCA("bca"),
    /** {@link Bootstrap} without corrections, where they are not defined. */
    PERCENTILE("percentile"),
    /** {@link MatchedPairs}: agrees with its exact McNemar test. */
    MATCHED_PAIRS("matched-pairs"),
    /** {@link UnseenBound}: too few pairs differ for anything else. */
    BOUND("bound"),
    /** Student's t, of so many units that resampling says the same and only takes longer, or of clusters of unequal size. */
    STUDENT("student"),
    /** {@link VarianceComponents}: adapters crossed with examples. */
    CROSSED("crossed");

    private final String word;

    IntervalMethod(String word) {
        this.word = word;
    }

    /** The word in result files. */
    public String word() {
        return word;
    }
}
