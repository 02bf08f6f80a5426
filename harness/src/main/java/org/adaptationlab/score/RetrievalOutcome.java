package org.adaptationlab.score;

import java.util.Locale;

/** What became of a question whose answer stands in one document. */
public enum RetrievalOutcome {
    /** Right, with the document at hand. */
    ANSWERED_WITH_PASSAGE,
    /** Right without it: known before, guessed, or found elsewhere. */
    ANSWERED_WITHOUT_PASSAGE,
    /** Wrong although the document was there: the model's fault. */
    GENERATION_MISS,
    /** Wrong, and the document was not there: first of all the retrieval's fault. */
    RETRIEVAL_MISS;

    public static RetrievalOutcome of(boolean right, boolean goldRetrieved) {
        if (right) {
            return goldRetrieved ? ANSWERED_WITH_PASSAGE : ANSWERED_WITHOUT_PASSAGE;
        }
        return goldRetrieved ? GENERATION_MISS : RETRIEVAL_MISS;
    }

    /** The word for it, such as {@code retrieval-miss}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
