package org.adaptationlab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.adaptationlab.cost.CheapestMode.Priced;
import org.adaptationlab.cost.CheapestMode.Step;
import org.junit.jupiter.api.Test;

class CheapestModeTest {

    /** Machines that cost 1 USD an hour whatever they do. */
    private static Priced mode(String name, double perHour, double useful) {
        return new Priced(name, ServingCost.onMachines(perHour, 1, 1), useful);
    }

    @Test
    void theBetterModeGivesWayWhereItNeedsAnotherMachine() {
        Priced plain = mode("plain", 3600, 0.6);
        Priced good = mode("good", 1200, 0.9);

        // per hour and right share: good 1 / 0.9 = 1.11 up to 1,200, then 2.22; plain 1 / 0.6 = 1.67 up to 3,600, then
        // 3.33
        assertThat(CheapestMode.over(List.of(good, plain), 0, 7200))
                .containsExactly(new Step(0, "good"), new Step(1200, "plain"));
    }

    @Test
    void aModeMayBeTheCheapestAgainWhereTheOtherNeedsAnotherMachineToo() {
        Priced a = mode("a", 1000, 1);
        Priced b = mode("b", 1600, 0.8);

        // a: 1, 2 above 1,000, 3 above 2,000, 4 above 3,000; b: 1.25, 2.5 above 1,600, 3.75 above 3,200
        assertThat(CheapestMode.over(List.of(a, b), 0, 3500))
                .containsExactly(new Step(0, "a"), new Step(1000, "b"), new Step(1600, "a"), new Step(2000, "b"));
    }

    @Test
    void theBreakEvenOfAnApiAndAMachineIsExact() {
        Priced api = new Priced("api", ServingCost.byToken(0.001), 1);
        Priced own = mode("own", 5000, 1);

        List<Step> steps = CheapestMode.over(List.of(api, own), 0, 9000);

        assertThat(steps).extracting(Step::mode).containsExactly("api", "own");
        assertThat(steps.get(1).abovePerHour()).isCloseTo(1000, within(1e-6)); // 0.001 · 1,000 = 1 USD an hour
    }

    @Test
    void aModeStaysAsLongAsTheOtherIsNotCheaperByMoreThanWhatCountsAsTheSame() {
        Priced api = new Priced("api", ServingCost.byToken(0.001), 1);
        Priced own = mode("own", 5000, 1);

        List<Step> steps = CheapestMode.over(List.of(api, own), 0.1, 9000);

        assertThat(steps.get(1).abovePerHour()).isCloseTo(1100, within(1e-6));
    }

    @Test
    void ofModesThatCostTheSameTheFirstStays() {
        assertThat(CheapestMode.over(List.of(mode("a", 100, 1), mode("b", 101, 1)), 2, 1000))
                .containsExactly(new Step(0, "a"));
    }

    @Test
    void nothingIsSaidOfNoMode() {
        assertThat(CheapestMode.over(List.of(), 0, 1000)).isEmpty();
    }
}
