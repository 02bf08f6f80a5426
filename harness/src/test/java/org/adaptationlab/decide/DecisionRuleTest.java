package org.adaptationlab.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.decide.Decision.MarginFlip;
import org.adaptationlab.decide.Decision.VolumeStep;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.statistics.Clusters;
import org.adaptationlab.statistics.Level;
import org.adaptationlab.statistics.PairedAnalysis;
import org.adaptationlab.statistics.Sample;
import org.adaptationlab.statistics.ScoreTable;
import org.junit.jupiter.api.Test;

class DecisionRuleTest {

    private static final int N = 200;
    private static final TimeClaims SURE = new TimeClaims(null, null, TimeClaims.Costs.FOLLOW_TIMES);

    @Test
    void recommendsTheCheapestModeWithinTheMarginOfTheBest() {
        Decision decision = decide(
                0.05,
                Preference.COST,
                mode("dear", 0.80, 3, 900),
                mode("cheap", 0.77, 1, 500),
                mode("bad", 0.50, 0.1, 1));

        assertThat(decision.recommended()).isEqualTo("cheap");
        assertThat(decision.best()).isEqualTo("dear");
        assertThat(decision.candidate("bad").withinMargin()).isFalse();
        assertThat(decision.candidate("cheap").loss()).isCloseTo(0.03, within(1e-12));
    }

    @Test
    void recommendsTheFastestWhereTheLabSaysSo() {
        Decision decision = decide(0.05, Preference.LATENCY, mode("cheap", 0.80, 1, 900), mode("fast", 0.80, 3, 100));

        assertThat(decision.recommended()).isEqualTo("fast");
        assertThat(decision.volumes()).as("cost does not decide").isEmpty();
    }

    @Test
    void goesByTimeWhereNoCostIsKnown() {
        Decision decision =
                decide(0.05, Preference.COST, mode("slow", 0.80, Double.NaN, 900), mode("fast", 0.80, Double.NaN, 100));

        assertThat(decision.prefer()).isEqualTo(Preference.LATENCY);
        assertThat(decision.recommended()).isEqualTo("fast");
        assertThat(decision.breakEvens()).isEmpty();
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

    @Test
    void namesTheMarginsAtWhichAnotherModeWouldWin() {
        Decision decision = decide(
                0.05, Preference.COST, mode("dear", 0.80, 3, 1), mode("cheap", 0.77, 2, 1), mode("bad", 0.60, 1, 1));

        MarginFlip narrower = Objects.requireNonNull(decision.narrower());
        assertThat(narrower.mode()).isEqualTo("dear");
        assertThat(narrower.margin()).isCloseTo(0.03, within(1e-9));
        MarginFlip wider = Objects.requireNonNull(decision.wider());
        assertThat(wider.mode()).isEqualTo("bad");
        assertThat(wider.margin()).isCloseTo(0.20, within(1e-9));
    }

    @Test
    void namesNoMarginWhereNoneChangesTheChoice() {
        Decision decision = decide(0.05, Preference.COST, mode("good", 0.80, 1, 1), mode("bad", 0.60, 2, 1));

        assertThat(decision.narrower()).isNull();
        assertThat(decision.wider()).isNull();
    }

    @Test
    void knowsWhichModeCostsLeastAtWhichVolume() {
        Decision decision = decide(
                List.of(
                        adapted("free", 3, 0),
                        adapted("index", 2, 10),
                        adapted("lora", 1, 100),
                        adapted("dud", 2.5, 90)),
                0.05,
                Preference.COST,
                SURE,
                List.of());

        assertThat(decision.recommended()).isEqualTo("lora");
        assertThat(decision.volumes())
                .containsExactly(new VolumeStep(0, "free"), new VolumeStep(10, "index"), new VolumeStep(90, "lora"));
    }

    @Test
    void givesBreakEvensWithAnIntervalAndNeverWhereNothingIsSaved() {
        double[] dear = new double[N];
        Arrays.setAll(dear, i -> i % 2 == 0 ? 4 : 2); // 3 in the mean, so 2 are saved on each request
        ModeSample free = new ModeSample("free", sample(ones(), Clusters.none(N)), ones(), dear, 1.0, 0);
        List<BreakEven> pairs = decide(
                        List.of(free, adapted("lora", 1, 100), adapted("never", 5, 200)),
                        0.05,
                        Preference.COST,
                        SURE,
                        List.of())
                .breakEvens();

        BreakEven lora = pairs.get(0);
        assertThat(lora.first()).isEqualTo("free");
        assertThat(lora.then()).isEqualTo("lora");
        assertThat(Objects.requireNonNull(lora.requests())).isCloseTo(50, within(1e-9));
        assertThat(Objects.requireNonNull(lora.low())).isBetween(45.0, 49.5);
        assertThat(Objects.requireNonNull(lora.high())).isBetween(50.5, 56.0);
        assertThat(pairs.get(1)).isEqualTo(new BreakEven("free", "never", null, null, null));
        assertThat(pairs.get(2)).isEqualTo(new BreakEven("lora", "never", null, null, null));
    }

    @Test
    void namesModesWhosePriceCannotBeToldFromThatOfTheChosenOne() {
        List<ModeSample> modes = List.of(mode("a", 0.8, 1.0, 1), mode("b", 0.8, 1.1, 1), mode("c", 0.8, 2.0, 1));

        assertThat(decide(modes, 0.05, Preference.COST, drifting(0.2), List.of())
                        .samePrice())
                .containsExactly("b");
        assertThat(decide(modes, 0.05, Preference.COST, drifting(0.0), List.of())
                        .samePrice())
                .isEmpty();
    }

    @Test
    void letsQualityAloneDecideWhereTimesAreInDoubt() {
        List<ModeSample> modes = List.of(mode("cheap", 0.78, 1, 500), mode("best", 0.80, 3, 900));
        TimeClaims doubt = new TimeClaims(0.02, "the machine was busy", TimeClaims.Costs.FOLLOW_TIMES);

        Decision decision = decide(modes, 0.05, Preference.COST, doubt, List.of());

        assertThat(decision.recommended()).isEqualTo("best");
        assertThat(decision.byQualityAlone()).isTrue();
        assertThat(decision.doubt()).isEqualTo("the machine was busy");
        assertThat(decision.candidates())
                .allSatisfy(one -> assertThat(one.requestUsd()).isNull())
                .allSatisfy(one -> assertThat(one.medianMs()).isNull());
        assertThat(decision.breakEvens()).isEmpty();
        assertThat(decision.volumes()).isEmpty();
        assertThat(decision.wider()).isNull();
    }

    @Test
    void letsCostsByTheTokenDecideWhereTimesAreInDoubt() {
        List<ModeSample> modes = List.of(mode("cheap", 0.78, 1, 500), mode("best", 0.80, 3, 900));
        TimeClaims doubt = new TimeClaims(0.02, "the machine was busy", TimeClaims.Costs.BY_TOKEN);

        assertThat(decide(modes, 0.05, Preference.COST, doubt, List.of()).recommended())
                .isEqualTo("cheap");
        assertThat(decide(modes, 0.05, Preference.LATENCY, doubt, List.of()).recommended())
                .isEqualTo("best");
    }

    /** Of two prices that the machine's drift can make, the lower one is no reason to take the worse mode. */
    @Test
    void takesTheBetterOfTwoWhosePricesTheDriftCanMake() {
        List<ModeSample> modes = List.of(mode("better", 0.80, 1.01, 1), mode("cheaper by 1 %", 0.76, 1.00, 1));

        Decision drifting = decide(modes, 0.05, Preference.COST, drifting(0.35), List.of());
        Decision steady = decide(modes, 0.05, Preference.COST, drifting(0.0), List.of());

        assertThat(drifting.recommended()).isEqualTo("better");
        assertThat(drifting.candidate("better").share()).isGreaterThan(0.9);
        assertThat(drifting.samePrice()).containsExactly("cheaper by 1 %");
        assertThat(drifting.narrower()).isNull();
        assertThat(drifting.volumes()).containsExactly(new VolumeStep(0, "better"));
        assertThat(steady.recommended()).isEqualTo("cheaper by 1 %");
    }

    /** What is not known is neither infinite nor nothing: where it could decide, time does. */
    @Test
    void callsNoModeTheCheapestBesideOneOfUnknownPrice() {
        Decision decision = decide(
                0.05,
                Preference.COST,
                mode("prompt", 0.79, 1, 900),
                mode("tuned", 0.83, Double.NaN, 100),
                mode("bad", 0.20, 0.1, 1));

        assertThat(decision.prefer()).isEqualTo(Preference.LATENCY);
        assertThat(decision.unpriced()).containsExactly("tuned");
        assertThat(decision.recommended()).isEqualTo("tuned");
        assertThat(decision.volumes()).isEmpty();
    }

    @Test
    void knowsNoBreakEvenOfAnAdapterWhoseTrainingNobodyKnows() {
        Decision decision = decide(
                List.of(adapted("free", 3, 0), adapted("from elsewhere", 1, Double.NaN)),
                0.05,
                Preference.COST,
                SURE,
                List.of());

        assertThat(decision.candidate("from elsewhere").adaptUsd()).isNull();
        assertThat(decision.breakEvens()).isEmpty();
        assertThat(decision.volumes()).containsExactly(new VolumeStep(0, "free"));
    }

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

        Decision alone = decide(0.05, Preference.COST, of("a", a, Clusters.none(120)), of("b", b, Clusters.none(120)));
        Decision together = decide(0.05, Preference.COST, of("a", a, documents), of("b", b, documents));

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
        ModeSample lora = new ModeSample("lora", adapters, ones(), filled(3), 1.0, 0);

        Decision decision = decide(0.05, Preference.COST, lora, mode("prompt", 0.53, 3, 1));

        assertThat(decision.recommended()).isEqualTo("lora");
        assertThat(decision.candidate("lora").share()).isBetween(0.6, 0.85);
    }

    /** A handful of examples that all agree show nothing. */
    @Test
    void rulesNothingOutByExamplesThatAllAgree() {
        double[] few = {1, 1, 1};
        double[] many = ones();

        assertThat(decide(0.05, Preference.COST, of("a", few, Clusters.none(3)), of("b", few, Clusters.none(3)))
                        .notRuledOut())
                .containsExactly("b");
        assertThat(decide(0.05, Preference.COST, of("a", many, Clusters.none(N)), of("b", many, Clusters.none(N)))
                        .notRuledOut())
                .isEmpty();
    }

    @Test
    void namesALeadBeyondTheMarginThatNoTestShows() {
        double[] a = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
        double[] b = {1, 1, 0, 0, 0, 0, 0, 0, 0, 0};

        assertThat(decide(0.05, Preference.COST, of("a", a, Clusters.none(10)), of("b", b, Clusters.none(10)))
                        .leadUnshown())
                .containsExactly("b");
    }

    /** A score of 0.58 against one of 0.62 everywhere is a difference, though none crosses one half. */
    @Test
    void asksTheComparisonWhetherADifferenceIsShown() {
        double[] best = IntStream.range(0, 100)
                .mapToDouble(i -> i % 2 == 0 ? 0.58 : 0.62)
                .toArray();
        double[] cheap = Arrays.stream(best).map(score -> score - 0.04).toArray();
        ModeSample cheaper = new ModeSample("cheap", graded(cheap), filled(1, 100), filled(1, 100), 1.0, 0);
        ModeSample better = new ModeSample("best", graded(best), filled(1, 100), filled(3, 100), 1.0, 0);

        Decision decision = decide(0.05, Preference.COST, better, cheaper);

        assertThat(decision.recommended()).isEqualTo("cheap");
        assertThat(decision.differenceShown()).isTrue();
    }

    private static Decision decide(double margin, Preference prefer, ModeSample... modes) {
        return decide(List.of(modes), margin, prefer, SURE, List.of());
    }

    private static Decision decide(
            List<ModeSample> modes, double margin, Preference prefer, TimeClaims claims, List<String> singleSeed) {
        List<TestedPair> tested = new ArrayList<>();
        for (ModeSample a : modes) {
            for (ModeSample b : modes.subList(0, modes.indexOf(a))) {
                PairedAnalysis analysis = a.scores().minus(b.scores(), margin, 1, Level.FIVE_PERCENT);
                tested.add(
                        new TestedPair(a.mode(), b.mode(), analysis.interval().interval(), analysis.p() < 0.05));
            }
        }
        return DecisionRule.decide(
                modes, new DecisionRule.Request(margin, prefer, claims, tested, singleSeed, List.of()));
    }

    private static TimeClaims drifting(double drift) {
        return new TimeClaims(drift, null, TimeClaims.Costs.FOLLOW_TIMES);
    }

    /** Right on the first examples; every request costs and takes the same. */
    private static ModeSample mode(String name, double quality, double usd, double ms) {
        double[] scores = new double[N];
        Arrays.fill(scores, 0, (int) Math.round(quality * N), 1);
        return new ModeSample(name, sample(scores, Clusters.none(N)), filled(ms), filled(usd), ms, 0);
    }

    private static ModeSample of(String name, double[] scores, Clusters clusters) {
        double[] same = filled(1, scores.length);
        return new ModeSample(name, sample(scores, clusters), same, same, 1.0, 0);
    }

    private static Sample sample(double[] scores, Clusters clusters) {
        return Sample.of(new ScoreTable(new double[][] {scores}, clusters), true);
    }

    private static Sample graded(double[] scores) {
        return Sample.of(ScoreTable.of(scores), false);
    }

    /** Always right. */
    private static ModeSample adapted(String name, double usd, double adaptUsd) {
        return new ModeSample(name, sample(ones(), Clusters.none(N)), ones(), filled(usd), 1.0, adaptUsd);
    }

    private static double[] ones() {
        return filled(1);
    }

    private static double[] filled(double value) {
        return filled(value, N);
    }

    private static double[] filled(double value, int n) {
        double[] values = new double[n];
        Arrays.fill(values, value);
        return values;
    }
}
