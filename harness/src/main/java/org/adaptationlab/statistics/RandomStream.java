package org.adaptationlab.statistics;

/**
 * A seeded stream of random numbers that is the same on every platform and Java version. Not thread-safe.
 *
 * <p>Source: G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014 (SplitMix64).
 */
public final class RandomStream {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final long LOW_HALF = 0xffffffffL;

    private long state;

    public RandomStream(long seed) {
        this.state = seed;
    }

    /** 64 random bits. */
    public long nextBits() {
        state += GOLDEN_GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number from 0 to {@code bound - 1}; none is likelier than another by more than a share of bound / 2^32. */
    public int below(int bound) {
        return (int) (((nextBits() & LOW_HALF) * bound) >>> 32);
    }
}
