package org.adaptationlab.statistics;

/** How an interval was made. {@link #word} is what files call it. */
public enum IntervalMethod {
    /** {@link WilsonInterval} of a rate. */
    WILSON("wilson"),
    /** Wilson with the number of independent examples that would vary as much as these do: {@link MeanInterval}. */
    WILSON_EFFECTIVE("wilson-effective"),
    /** {@link Bootstrap}, bias-corrected and accelerated. */
    BCA("bca"),
    /** {@link Bootstrap} without corrections, where they are not defined. */
    PERCENTILE("percentile"),
    /** {@link MatchedPairs}: agrees with the exact McNemar test. */
    MATCHED_PAIRS("matched-pairs"),
    /** {@link UnseenBound}: too few pairs differ for anything else. */
    BOUND("bound"),
    /** Student's t of so many units that resampling says the same and only takes longer. */
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
