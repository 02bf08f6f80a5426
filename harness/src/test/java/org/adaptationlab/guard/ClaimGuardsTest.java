package org.adaptationlab.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.adaptationlab.cost.MachineDrift;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.statistics.Verdict;
import org.junit.jupiter.api.Test;

class ClaimGuardsTest {

    private static final Verdict OPEN = Verdict.NO_DIFFERENCE_SHOWN;

    private static final MachineDrift CALM =
            MachineDrift.of(List.of(new MachineDrift.Probe("base", 100.0, 105.0)), List.of());

    @Test
    void warnOfTooFewExamplesForADifferenceThatWouldMatter() {
        assertThat(ClaimGuards.sampleSize("lora and prompt", 50, 50, 0.12, 0.08, OPEN, 0.05)
                        .status())
                .isEqualTo(Status.WARN);
    }

    @Test
    void warnWhereSoFewExamplesCanShowNoDifferenceAtAll() {
        GuardResult found = ClaimGuards.sampleSize("lora and prompt", 8, 8, null, -0.75, OPEN, 0.05);

        assertThat(found.status()).isEqualTo(Status.WARN);
        assertThat(found.detail())
                .startsWith("lora and prompt: 8 examples are too few to show a difference of any size");
    }

    @Test
    void passADifferenceThatIsLargerThanWhatTheExamplesCanShow() {
        assertThat(ClaimGuards.sampleSize("lora and prompt", 50, 50, 0.12, -0.40, OPEN, 0.05)
                        .status())
                .isEqualTo(Status.PASS);
        assertThat(ClaimGuards.sampleSize("lora and prompt", 2000, 2000, 0.04, 0.01, OPEN, 0.05)
                        .status())
                .isEqualTo(Status.PASS);
    }

    /** What the plan does not promise may be found all the same, and was. */
    @Test
    void passADifferenceThatTheTestHasShown() {
        GuardResult found = ClaimGuards.sampleSize("rag and closed", 140, 140, 0.203, 0.164, Verdict.BETTER, 0.05);

        assertThat(found.status()).isEqualTo(Status.PASS);
        assertThat(found.detail())
                .isEqualTo("rag and closed: 140 examples were enough to show the difference of 16.4 points");
        assertThat(ClaimGuards.sampleSize("rag and closed", 140, 140, 0.203, 0.164, OPEN, 0.05)
                        .detail())
                .startsWith("rag and closed: 140 examples would show a difference of 20.3 points in 80 of 100 runs");
    }

    @Test
    void passADifferenceOfTheMarginThatIsRuledOut() {
        GuardResult found = ClaimGuards.sampleSize("lora and prompt", 120, 120, 0.14, 0.01, Verdict.EQUIVALENT, 0.05);

        assertThat(found.status()).isEqualTo(Status.PASS);
        assertThat(found.detail())
                .isEqualTo("lora and prompt: 120 examples were enough to rule out a difference of 5.0 points or more");
    }

    @Test
    void countTheDocumentsThatThePlanIsMadeFor() {
        assertThat(ClaimGuards.sampleSize("rag and closed", 120, 30, 0.29, 0.1, OPEN, 0.05)
                        .detail())
                .isEqualTo("rag and closed: 30 documents with 120 examples would show a difference of 29.0 points in 80"
                        + " of 100 runs; found were 10.0 points, and 5.0 would matter: measure more documents"
                        + " (--limit)");
    }

    @Test
    void warnOfASingleSeedBehindLora() {
        assertThat(ClaimGuards.adapterSeeds(Map.of("lora", 1))).hasValueSatisfying(guard -> {
            assertThat(guard.status()).isEqualTo(Status.WARN);
            assertThat(guard.detail()).contains("lora has 1");
        });
        assertThat(ClaimGuards.adapterSeeds(Map.of("lora", 3)).orElseThrow().status())
                .isEqualTo(Status.PASS);
        assertThat(ClaimGuards.adapterSeeds(Map.of())).isEmpty();
    }

    @Test
    void warnOfOtherLoadAndOfDrift() {
        MachineDrift unsteady = MachineDrift.of(List.of(new MachineDrift.Probe("base", 100.0, 150.0)), List.of());

        assertThat(ClaimGuards.machineLoad(0.05).status()).isEqualTo(Status.PASS);
        assertThat(ClaimGuards.machineLoad(0.60).status()).isEqualTo(Status.WARN);
        assertThat(ClaimGuards.machineLoad(0.60).detail())
                .as("stands behind what is not claimed")
                .doesNotContain("claimed");
        assertThat(ClaimGuards.machineLoad(null).status()).isEqualTo(Status.PASS);
        assertThat(ClaimGuards.machineDrift(CALM).status()).isEqualTo(Status.PASS);
        assertThat(ClaimGuards.machineDrift(unsteady).status()).isEqualTo(Status.WARN);
        assertThat(ClaimGuards.machineDrift(MachineDrift.of(List.of(), List.of()))
                        .status())
                .isEqualTo(Status.WARN);
    }

    @Test
    void warnOfOtherWorkInTheMiddleOfABlockThatNoProbeSees() {
        MachineDrift between = MachineDrift.of(List.of(new MachineDrift.Probe("base", 100.0, 102.4)), List.of(0.5));

        GuardResult found = ClaimGuards.machineDrift(between);

        assertThat(found.status()).isEqualTo(Status.WARN);
        assertThat(found.detail())
                .contains(
                        "within a mode, a call took up to 50 % longer in one part of it than in another, whatever its length");
    }

    @Test
    void severalFindingsOfOneGuardGiveTheWorst() {
        GuardResult together = GuardResult.together(List.of(
                Guard.ADAPTER.found(Status.PASS, "one is fine"),
                Guard.ADAPTER.found(Status.WARN, "two has no effect"),
                Guard.ADAPTER.found(Status.WARN, "three has no effect")));

        assertThat(together)
                .isEqualTo(new GuardResult("adapter", Status.WARN, "two has no effect; three has no effect"));
    }
}
