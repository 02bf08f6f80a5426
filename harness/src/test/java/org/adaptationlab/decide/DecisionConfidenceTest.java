package org.adaptationlab.decide;

import static org.adaptationlab.decide.Deciding.N;
import static org.adaptationlab.decide.Deciding.decide;
import static org.adaptationlab.decide.Deciding.filled;
import static org.adaptationlab.decide.Deciding.graded;
import static org.adaptationlab.decide.Deciding.mode;
import static org.adaptationlab.decide.Deciding.ones;
import static org.adaptationlab.decide.Deciding.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.statistics.Clusters;
import org.adaptationlab.statistics.Sample;
import org.adaptationlab.statistics.ScoreTable;
import org.junit.jupiter.api.Test;

/** How sure a decision says it is. */
class DecisionConfidenceTest {

    /** Ten questions to each of twelve documents, answered alike: twelve things were seen and not 120. */
    @Test
    void drawsDocumentsAndNotExamples() {
        Clusters documents =
                Clusters.of(IntStream.range(0, 120).mapToObj(i -> "d" + i / 10).toList());
        double[] a =
                IntStream.range(0, 120).mapToDouble(i -> i / 10 < 8 ? 1 : 0).toArray();
        double[] b = IntStream.range(0, 120)
                .mapToDouble(i -> i / 10 < 2 || i / 10 >= 9 ? 1 : 0)
                .toArray();

        Decision alone = decide(
                0.05,
                Preference.COST,
                Deciding.of("a", a, Clusters.none(120)),
                Deciding.of("b", b, Clusters.none(120)));
        Decision together =
                decide(0.05, Preference.COST, Deciding.of("a", a, documents), Deciding.of("b", b, documents));

        assertThat(alone.candidate("a").share()).isGreaterThan(0.99);
        assertThat(together.candidate("a").share()).isBetween(0.75, 0.95);
        assertThat(together.candidate("b").lossInterval().low()).isNegative();
        assertThat(together.notRuledOut()).containsExactly("b");
    }

    /** Two adapters 20 points apart: another one may be as bad as the worse. */
    @Test
    void drawsAdaptersToo() {
        double[] good =
                IntStream.range(0, N).mapToDouble(i -> i < 0.70 * N ? 1 : 0).toArray();
        double[] bad =
                IntStream.range(0, N).mapToDouble(i -> i < 0.50 * N ? 1 : 0).toArray();
        Sample adapters = Sample.of(new ScoreTable(new double[][] {good, bad}, Clusters.none(N)), true);
        ModeSample lora = new ModeSample("lora", adapters, ones(), filled(3), true, 0);

        Decision decision = decide(0.05, Preference.COST, lora, mode("prompt", 0.53, 3, 1));

        assertThat(decision.recommended()).isEqualTo("lora");
        assertThat(decision.candidate("lora").share()).isBetween(0.6, 0.85);
    }

    /** A handful of examples that all agree show nothing. */
    @Test
    void rulesNothingOutByExamplesThatAllAgree() {
        double[] few = {1, 1, 1};
        double[] many = ones();

        assertThat(decide(
                                0.05,
                                Preference.COST,
                                Deciding.of("a", few, Clusters.none(3)),
                                Deciding.of("b", few, Clusters.none(3)))
                        .notRuledOut())
                .containsExactly("b");
        assertThat(decide(
                                0.05,
                                Preference.COST,
                                Deciding.of("a", many, Clusters.none(N)),
                                Deciding.of("b", many, Clusters.none(N)))
                        .notRuledOut())
                .isEmpty();
    }

    @Test
    void namesALeadBeyondTheMarginThatNoTestShows() {
        double[] a = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
        double[] b = {1, 1, 0, 0, 0, 0, 0, 0, 0, 0};

        double[] dear = filled(3, 10);
        ModeSample better = new ModeSample("a", sample(a, Clusters.none(10)), dear, dear, true, 0);

        assertThat(decide(0.05, Preference.COST, better, Deciding.of("b", b, Clusters.none(10)))
                        .leadUnshown())
                .containsExactly("b");
        assertThat(decide(
                                0.05,
                                Preference.COST,
                                Deciding.of("a", a, Clusters.none(10)),
                                Deciding.of("b", b, Clusters.none(10)))
                        .leadUnshown())
                .as("within the margin it would not be taken either: it costs no less")
                .isEmpty();
    }

    /** A score of 0.58 against one of 0.62 everywhere is a difference, though none crosses one half. */
    @Test
    void asksTheComparisonWhetherADifferenceIsShown() {
        double[] best = IntStream.range(0, 100)
                .mapToDouble(i -> i % 2 == 0 ? 0.58 : 0.62)
                .toArray();
        double[] cheap = Arrays.stream(best).map(score -> score - 0.04).toArray();
        ModeSample cheaper = new ModeSample("cheap", graded(cheap), filled(1, 100), filled(1, 100), true, 0);
        ModeSample better = new ModeSample("best", graded(best), filled(1, 100), filled(3, 100), true, 0);

        Decision decision = decide(0.05, Preference.COST, better, cheaper);

        assertThat(decision.recommended()).isEqualTo("cheap");
        assertThat(decision.differenceShown()).isTrue();
    }

    @Test
    void isSureWhereTheLeadIsLargeAndUnsureWhereItIsOnTheEdge() {
        Decision clear = decide(0.05, Preference.COST, mode("good", 0.90, 3, 1), mode("bad", 0.40, 1, 1));
        Decision edge = decide(0.05, Preference.COST, mode("good", 0.80, 3, 1), mode("near", 0.75, 1, 1));

        assertThat(clear.candidate("good").share()).isGreaterThan(0.999);
        assertThat(edge.recommended()).isEqualTo("near");
        assertThat(edge.candidate("near").share()).isBetween(0.3, 0.7);
        assertThat(edge.candidates().stream()
                        .mapToDouble(Decision.Candidate::share)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void saysWhetherTheBestIsBetterByMoreThanChance() {
        assertThat(decide(0.30, Preference.COST, mode("good", 0.90, 3, 1), mode("cheap", 0.65, 1, 1))
                        .differenceShown())
                .isTrue();
        assertThat(decide(0.30, Preference.COST, mode("good", 0.70, 3, 1), mode("cheap", 0.68, 1, 1))
                        .differenceShown())
                .as("four examples that differ, all one way: p = 0.125")
                .isFalse();
    }
}
