package org.adaptationlab.adapt;

/** Is told how the embedding of passages goes on. */
@FunctionalInterface
public interface IndexingProgress {

    /** Tells nobody. */
    IndexingProgress NONE = (done, before, of) -> {};

    /**
     * After each batch.
     *
     * @param done passages embedded so far, in all
     * @param before those of them that an earlier run, which was stopped, had embedded
     * @param of passages there are
     */
    void embedded(int done, int before, int of);
}
