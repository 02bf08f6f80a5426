package org.adaptationlab.decide;

import static org.adaptationlab.decide.Deciding.N;
import static org.adaptationlab.decide.Deciding.SURE;
import static org.adaptationlab.decide.Deciding.adapted;
import static org.adaptationlab.decide.Deciding.decide;
import static org.adaptationlab.decide.Deciding.drifting;
import static org.adaptationlab.decide.Deciding.filled;
import static org.adaptationlab.decide.Deciding.mode;
import static org.adaptationlab.decide.Deciding.ones;
import static org.adaptationlab.decide.Deciding.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.decide.Decision.MarginFlip;
import org.adaptationlab.decide.Decision.VolumeStep;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.statistics.Clusters;
import org.junit.jupiter.api.Test;

class DecisionRuleTest {

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
        ModeSample free = new ModeSample("free", sample(ones(), Clusters.none(N)), ones(), dear, true, 0);
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

    /** Short requests are cheap in every mode. */
    @Test
    void holdsPricesOfTheSameExamplesAgainstEachOther() {
        double[] all = new double[N];
        Arrays.setAll(all, i -> i < N / 2 ? 0.9 : 9);
        double[] shortOnly = new double[N];
        Arrays.setAll(shortOnly, i -> i < N / 2 ? 1 : Double.NaN);
        ModeSample cheaper = new ModeSample("cheaper", sample(ones(), Clusters.none(N)), ones(), all, true, 0);
        ModeSample dearer = new ModeSample("dearer", sample(ones(), Clusters.none(N)), ones(), shortOnly, true, 0);

        Decision decision = decide(0.05, Preference.COST, dearer, cheaper);

        assertThat(decision.recommended()).isEqualTo("cheaper");
        assertThat(decision.candidate("cheaper").requestUsd()).isEqualTo(0.9);
        assertThat(decision.candidate("dearer").requestUsd()).isEqualTo(1.0);
    }

    @Test
    void givesNoPriceToAModeThatHasItForLessThanHalfOfTheExamples() {
        double[] few = filled(Double.NaN);
        Arrays.fill(few, 0, N / 2 - 1, 0.1);
        ModeSample rarely = new ModeSample("rarely", sample(ones(), Clusters.none(N)), ones(), few, true, 0);

        Decision decision = decide(0.05, Preference.COST, adapted("known", 1, 0), rarely);

        assertThat(decision.candidate("rarely").requestUsd()).isNull();
        assertThat(decision.candidate("known").requestUsd()).isEqualTo(1.0);
        assertThat(decision.unpriced()).containsExactly("rarely");
        assertThat(decision.prefer()).isEqualTo(Preference.LATENCY);
    }

    @Test
    void saysNoBreakEvenOfPricesThatTheDriftCanMake() {
        List<ModeSample> modes = List.of(adapted("a", 1.01, 0), adapted("b", 1.00, 10), adapted("c", 3, 5));

        assertThat(decide(modes, 0.05, Preference.COST, drifting(0.35), List.of())
                        .breakEvens())
                .extracting(pair -> pair.first() + " " + pair.then())
                .containsExactly("a c", "c b");
    }

    @Test
    void claimsNoCostOfAdaptingWhereTimesAreInDoubt() {
        TimeClaims doubt = new TimeClaims(0.02, "the machine was busy", TimeClaims.Costs.BY_TOKEN);

        Decision decision = decide(
                List.of(byToken("a", 1.0, 0.8), byToken("b", 2.0, 0.8)), 0.05, Preference.COST, doubt, List.of());

        assertThat(decision.recommended()).isEqualTo("a");
        assertThat(decision.candidate("a").adaptUsd()).isNull();
        assertThat(decision.volumes()).isEmpty();
        assertThat(decision.breakEvens()).isEmpty();
    }

    /** A classifier beside a closed model is paid by its time, the model by its tokens. */
    @Test
    void appliesTheDriftToPricesThatFollowTimesOnly() {
        List<ModeSample> modes =
                List.of(byToken("tokens", 1.1, 0.80), byToken("fewer tokens", 1.0, 0.78), mode("timed", 0.79, 1.05, 1));

        Decision decision = decide(modes, 0.05, Preference.COST, drifting(0.35), List.of());

        assertThat(decision.recommended()).isEqualTo("timed");
        assertThat(decision.samePrice()).containsExactly("tokens", "fewer tokens");
        assertThat(decide(modes.subList(0, 2), 0.05, Preference.COST, drifting(0.35), List.of())
                        .recommended())
                .isEqualTo("fewer tokens");
    }

    @Test
    void letsQualityDecideWhereAModeHasNoTime() {
        ModeSample untimed = new ModeSample(
                "untimed", mode("", 0.80, 1, 1).scores(), filled(Double.NaN), filled(Double.NaN), true, Double.NaN);

        Decision decision = decide(0.05, Preference.LATENCY, mode("timed", 0.78, 1, 1), untimed);

        assertThat(decision.recommended()).isEqualTo("untimed");
        assertThat(decision.byQualityAlone()).isTrue();
        assertThat(decision.unpriced()).containsExactly("untimed");
    }

    /** At a margin that takes in a mode without a price, time decides. */
    @Test
    void looksForOtherMarginsByWhatDecidesThere() {
        ModeSample unpriced = new ModeSample(
                "unpriced", mode("", 0.72, 1, 1).scores(), filled(9), filled(Double.NaN), true, Double.NaN);

        Decision decision = decide(0.05, Preference.COST, mode("a", 0.80, 3, 1), unpriced, mode("cheap", 0.70, 1, 5));

        assertThat(decision.recommended()).isEqualTo("a");
        assertThat(decision.wider()).isNull();
    }

    private static ModeSample byToken(String name, double usd, double quality) {
        return new ModeSample(name, mode(name, quality, usd, 1).scores(), ones(), filled(usd), false, 0);
    }
}
