package org.adaptationlab.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.cost.TimeTrust;
import org.adaptationlab.decide.Decision.MarginFlip;
import org.adaptationlab.decide.Decision.VolumeStep;
import org.adaptationlab.lab.Preference;
import org.junit.jupiter.api.Test;

class DecisionRuleTest {

    private static final int N = 200;
    private static final TimeTrust SURE = new TimeTrust(null, null, TimeTrust.Costs.FOLLOW_TIMES);

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
        Decision decision = DecisionRule.decide(
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
        ModeSample free = new ModeSample("free", ones(), ones(), dear, 0);
        List<BreakEven> pairs = DecisionRule.decide(
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

        assertThat(DecisionRule.decide(modes, 0.05, Preference.COST, drifting(0.2), List.of())
                        .samePrice())
                .containsExactly("b");
        assertThat(DecisionRule.decide(modes, 0.05, Preference.COST, drifting(0.0), List.of())
                        .samePrice())
                .isEmpty();
    }

    @Test
    void letsQualityAloneDecideWhereTimesAreInDoubt() {
        List<ModeSample> modes = List.of(mode("cheap", 0.78, 1, 500), mode("best", 0.80, 3, 900));
        TimeTrust doubt = new TimeTrust(0.02, "the machine was busy", TimeTrust.Costs.FOLLOW_TIMES);

        Decision decision = DecisionRule.decide(modes, 0.05, Preference.COST, doubt, List.of());

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
        TimeTrust doubt = new TimeTrust(0.02, "the machine was busy", TimeTrust.Costs.BY_TOKEN);

        assertThat(DecisionRule.decide(modes, 0.05, Preference.COST, doubt, List.of())
                        .recommended())
                .isEqualTo("cheap");
        assertThat(DecisionRule.decide(modes, 0.05, Preference.LATENCY, doubt, List.of())
                        .recommended())
                .isEqualTo("best");
    }

    @Test
    void leavesOutExamplesThatOneModeFailedAt() {
        double[] scores = ones();
        scores[0] = Double.NaN;
        ModeSample failedOnce = new ModeSample("failed once", scores, ones(), ones(), 0);

        Decision decision =
                DecisionRule.decide(List.of(failedOnce), 0.05, Preference.COST, SURE, List.of("failed once"));

        assertThat(decision.candidate("failed once").quality()).isEqualTo(1);
        assertThat(decision.singleSeed()).containsExactly("failed once");
    }

    private static Decision decide(double margin, Preference prefer, ModeSample... modes) {
        return DecisionRule.decide(List.of(modes), margin, prefer, SURE, List.of());
    }

    private static TimeTrust drifting(double drift) {
        return new TimeTrust(drift, null, TimeTrust.Costs.FOLLOW_TIMES);
    }

    /** Right on the first examples; every request costs and takes the same. */
    private static ModeSample mode(String name, double quality, double usd, double ms) {
        double[] scores = new double[N];
        Arrays.fill(scores, 0, (int) Math.round(quality * N), 1);
        return new ModeSample(name, scores, filled(ms), filled(usd), 0);
    }

    /** Always right. */
    private static ModeSample adapted(String name, double usd, double adaptUsd) {
        return new ModeSample(name, ones(), ones(), filled(usd), adaptUsd);
    }

    private static double[] ones() {
        return filled(1);
    }

    private static double[] filled(double value) {
        double[] values = new double[N];
        Arrays.fill(values, value);
        return values;
    }
}
