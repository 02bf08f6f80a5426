package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnseenBoundTest {

    private static final Level LEVEL = Level.FIVE_PERCENT;

    /** {@code scipy.stats.binomtest(k, n).proportion_ci(.95, "exact").high} and {@code binom.cdf(2, 120, .05)}. */
    @Test
    void agreesWithScipy() {
        assertThat(bound(120, 0, 0).high()).isCloseTo(0.030272972577420072, within(1e-9));
        assertThat(bound(100, 5, 0).high()).isCloseTo(0.11283491110546288, within(1e-9));
        assertThat(bound(40, 0, 3).low()).isCloseTo(-0.20386474873289898, within(1e-9));
        assertThat(UnseenBound.equivalence(Clusters.none(120), 1, 2, 0.05))
                .isCloseTo(0.057505408338079475, within(1e-9));
    }

    @Test
    void isNeverOfNoWidth() {
        assertThat(bound(2, 2, 0)).isEqualTo(new Interval(-bound(2, 0, 0).high(), 1));
        assertThat(UnseenBound.ofSame(Clusters.none(30), 0.2, LEVEL).low()).isBetween(0.0, 0.2);
    }

    /** Of forty clusters one has two examples, which is 80/41 of the average. */
    @Test
    void countsEachClusterAsTheLargest() {
        double larger = 80 / 41.0;
        Clusters clusters = Clusters.of(
                IntStream.range(0, 41).mapToObj(i -> "d" + Math.max(1, i)).toList());

        assertThat(UnseenBound.of(clusters, 2, 0, LEVEL).high())
                .isCloseTo(larger * bound(40, 2, 0).high(), within(1e-12));
        assertThat(UnseenBound.equivalence(clusters, 2, 0, 0.1))
                .isCloseTo(UnseenBound.equivalence(Clusters.none(40), 2, 0, 0.1 / larger), within(1e-12));
        assertThat(UnseenBound.of(clusters, 39, 0, LEVEL).high()).isEqualTo(1);
    }

    @Test
    void isForSoFewThatNoTestFindsAnything() {
        assertThat(UnseenBound.isFew(5, LEVEL)).isTrue();
        assertThat(UnseenBound.isFew(6, LEVEL)).isFalse();
        assertThat(UnseenBound.isFew(6, LEVEL.sharedBy(5))).isTrue();
    }

    private static Interval bound(int units, int above, int below) {
        return UnseenBound.of(Clusters.none(units), above, below, LEVEL);
    }
}
