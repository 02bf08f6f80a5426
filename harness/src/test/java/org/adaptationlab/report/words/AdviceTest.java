package org.adaptationlab.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.score.Metric;
import org.junit.jupiter.api.Test;

class AdviceTest {

    @Test
    void saysWhatToDoHowSureItIsAndWhatWouldChangeIt() {
        Advice advice = Advice.of(RunFixture.tickets());

        assertThat(advice.todo()).isEqualTo("Use lora (LoRA adapter).");
        assertThat(advice.recommends("lora")).isTrue();
        assertThat(advice.why().get(0))
                .isEqualTo("74.2\u00a0% of its answers are right, the most of all modes, and no other comes within 5.0"
                        + " points, the margin of this lab.");
        assertThat(advice.why().get(1))
                .startsWith("1,000 requests cost about $")
                .endsWith("; an answer takes 419 ms, and adapting took 118 s, once.");
        assertThat(advice.sure())
                .contains("Very sure: drawing the examples anew 2,000 times, this mode is chosen in 100\u00a0%.")
                .contains("lora: trained with one seed only; another seed may give another result.")
                .anySatisfy(ground -> assertThat(ground)
                        .startsWith("lora against prompt, the baseline: +52.5 points (95\u00a0% interval +")
                        .endsWith("; p < 0.0001): better."));
        assertThat(advice.flips())
                .containsExactly(
                        "If 52.5 points of quality did not matter (the margin is 5.0): prompt.",
                        "No number of requests: within the margin nothing is cheaper at any volume.");
        assertThat(advice.caveats())
                .contains("1 call failed: in no rate and in no pair.")
                .contains("lora: shorter prompt than the others.")
                .anySatisfy(caveat -> assertThat(caveat)
                        .startsWith(
                                "Costs are assumed, not measured: cost.yaml (shipped) of 2026-01-15: a machine of"));
    }

    @Test
    void takesTheCheaperOfTwoThatAreCloseEnoughAndSaysFromWhichVolumeOn() {
        Advice advice = Advice.of(
                RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.6, "lora", 0.575)));

        assertThat(advice.todo()).isEqualTo("Use lora (LoRA adapter).");
        assertThat(advice.why().get(0))
                .isEqualTo(
                        "It is the cheapest mode within 5.0 points of the best: 57.5\u00a0% of its answers are right,"
                                + " where nearest has 60.0\u00a0%; no difference between the two is shown.");
        assertThat(advice.flips())
                .anySatisfy(flip -> assertThat(flip)
                        .startsWith("Below ")
                        .endsWith(" requests in all, nearest costs less, adapting included."))
                .contains("If 2.5 points of quality mattered: nearest.");
        assertThat(advice.sure().get(0)).startsWith("Not very sure: ").contains("; nearest in ");
    }

    @Test
    void isNotSureOfAChoiceForQualityThatNoTestShows() {
        Advice advice = Advice.of(
                RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.2, "lora", 0.3)));

        assertThat(advice.todo()).isEqualTo("Use lora (LoRA adapter).");
        assertThat(advice.sure().get(0)).startsWith("Not very sure: ").contains("this mode is chosen in 84\u00a0%");
        assertThat(advice.sure().get(1)).startsWith("lora against prompt").endsWith(": no difference shown.");
    }

    @Test
    void claimsNothingOfTimesWhereTheMachineWasNotQuiet() {
        GuardResult busy = Guard.MACHINE_LOAD.found(
                GuardResult.Status.WARN, "while nothing was asked, up to 80 % of the processors were busy");
        RunResults results =
                RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.6, "lora", 0.575));
        Advice advice = Advice.of(results.withGuards(List.of(busy)));

        assertThat(Advice.of(results).recommends("lora")).as("the cheaper one").isTrue();
        assertThat(advice.todo()).isEqualTo("Use nearest (retrieval).");
        assertThat(advice.why())
                .containsExactly(
                        "60.0\u00a0% of its answers are right, the most of all modes; lora is within 5.0 points of it, and"
                                + " whether it is cheaper can't be said.",
                        "No claim is made of time and cost: the machine was not quiet while this was measured.");
        assertThat(advice.flips())
                .containsExactly("Times on a quiet machine: measure again to learn whether lora would do for less.");
        assertThat(advice.caveats().get(0))
                .isEqualTo("Times, and costs that follow them, are shown as measured, and nothing is claimed of them:"
                        + " while nothing was asked, up to 80 % of the processors were busy.");
    }

    @Test
    void saysThatTheMachineDidNotKeepItsSpeedAndStillClaimsWhatIsLarger() {
        RunResults results =
                RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.6, "lora", 0.575));
        Advice advice = Advice.of(results.withGuards(
                List.of(Guard.MACHINE_DRIFT.found(GuardResult.Status.WARN, "a token took up to 40 % longer"))));

        assertThat(advice.todo()).isEqualTo(Advice.of(results).todo());
        assertThat(advice.why()).isEqualTo(Advice.of(results).why());
        assertThat(advice.caveats().get(0))
                .isEqualTo("The machine did not keep its speed: a token took up to 40 % longer.");
    }

    @Test
    void leadsWithNoBestModeWhereNoneHasAnythingRight() {
        Advice advice = Advice.of(
                RunFixture.tickets(Map.of("prompt", 0.0, "few-shot", 0.0, "rag", 0.0, "nearest", 0.0, "lora", 0.0)));

        assertThat(advice.todo()).isEqualTo("Use none of these modes as they are.");
        assertThat(advice.recommends("prompt")).isFalse();
        assertThat(advice.sure()).isEmpty();
    }

    @Test
    void choosesNothingWhereOneModeWasMeasured() {
        Advice advice = Advice.of(only(RunFixture.answered("billing", "billing", 1)));

        assertThat(advice.todo()).isEqualTo("Measure another mode beside a.");
        assertThat(advice.why())
                .containsExactly("a is right on 100.0\u00a0%; with nothing to compare it with, there is"
                        + " nothing to choose.");
    }

    @Test
    void saysWhereNothingCouldBeJudged() {
        assertThat(Advice.of(only(new Outcome.Failed("gone"))).todo())
                .isEqualTo("Nothing can be said: no mode gave an answer that could be judged.");
    }

    @Test
    void claimsNothingOfFilesThatHoldNoDecision() {
        RunResults now = RunFixture.tickets();
        RunResults before = new RunResults(
                now.provenance().withDecision(null),
                now.examples(),
                now.summaries(),
                now.comparisons(),
                now.scores(),
                now.metrics());

        assertThat(Advice.of(before).todo())
                .isEqualTo("This run's files hold figures and no decision: an earlier version wrote them.");
    }

    @Test
    void claimsNothingOfARunThatAGuardStopped() {
        GuardResult stop = Guard.TRUNCATION.found(GuardResult.Status.STOP, "prompts did not fit: lora 60 of 120");
        Advice advice = Advice.of(RunFixture.tickets().withGuards(List.of(stop)));

        assertThat(advice.todo()).isEqualTo("No claim may rest on this run: stopped by truncation.");
        assertThat(advice.why()).containsExactly("truncation: prompts did not fit: lora 60 of 120.");
        assertThat(advice.recommends("lora")).isFalse();
    }

    private static RunResults only(Outcome outcome) {
        List<ExampleResult> rows =
                List.of(RunFixture.row(new ModeIdentity("a", "prompt", null, null), "1", 1, outcome));
        return RunResults.of(RunFixture.provenance(List.of(), RunFixture.LABELS, List.of()), rows, Metric.ACCURACY);
    }
}
