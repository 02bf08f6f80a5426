package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.adaptationlab.measure.Guard;
import org.adaptationlab.measure.GuardResult;
import org.adaptationlab.measure.Metric;
import org.adaptationlab.result.ExampleResult;
import org.adaptationlab.result.ModeIdentity;
import org.adaptationlab.result.Outcome;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.junit.jupiter.api.Test;

class HeadlineTest {

    @Test
    void namesTheBestModeWhereTheTestsTellItFromEveryOther() {
        Headline headline = Headline.of(RunFixture.tickets());

        assertThat(headline.answer())
                .startsWith("Use lora: no other mode comes within 5.0 points of it. lora is best: 74.2 % right (95 %"
                        + " interval 65.7–81.2 %), 22.5 points ahead of nearest (51.7 %;");
        assertThat(headline.details())
                .anySatisfy(detail -> assertThat(detail)
                        .startsWith("The lead of lora over nearest, few-shot, rag and prompt is more than chance (p"))
                .anySatisfy(detail -> assertThat(detail)
                        .startsWith("Time for an answer (median, retrieval included): lora ")
                        .contains("; the shortest is that of prompt "))
                .contains("Adapting (training, indexing), once: lora 118 s.")
                .contains("1 call failed: in no rate and in no pair.")
                .contains("How sure: with the examples resampled 2,000 times the same rule recommends lora in 100 %.")
                .contains("What would change it: with a margin of 52.5 points or more prompt.")
                .contains("lora stands on one adapter: another training seed may do better or worse.")
                .anySatisfy(
                        detail -> assertThat(detail)
                                .startsWith(
                                        "Costs are assumed, not measured: cost.yaml (shipped) of 2026-01-15: a machine of $1000"))
                .contains("lora: shorter prompt than the others.");
    }

    @Test
    void namesNoWinnerWhereChanceIsEnough() {
        Headline headline = Headline.of(
                RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.55, "lora", 0.6)));

        assertThat(headline.answer())
                .startsWith("Use lora: of the 2 modes within 5.0 points of the best figure it costs least (about $")
                .contains(" No difference shown between lora (60.0 %; ", " and nearest (");
        assertThat(headline.details())
                .anySatisfy(
                        detail -> assertThat(detail)
                                .startsWith(
                                        "The lead of lora, the best figure, is within what chance does on 120 shared examples (p = "))
                .anySatisfy(detail -> assertThat(detail).startsWith("The lead of lora over "));
    }

    @Test
    void comparesNothingWhereOneModeWasMeasured() {
        assertThat(Headline.of(only(RunFixture.answered("billing", "billing", 1)))
                        .answer())
                .isEqualTo("a: 100.0 % right (95 % interval 20.7–100.0 %) of 1 example. It is the only mode that was"
                        + " measured.");
    }

    @Test
    void saysWhereNothingCouldBeJudged() {
        assertThat(Headline.of(only(new Outcome.Failed("gone"))).answer())
                .isEqualTo("No mode gave an answer that could be judged.");
    }

    @Test
    void recommendsTheCheaperOfTwoThatAreCloseEnoughAndSaysFromWhichVolumeOn() {
        Headline headline = Headline.of(
                RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.6, "lora", 0.575)));

        assertThat(headline.answer()).startsWith("Use lora: of the 2 modes within 5.0 points of the best figure");
        assertThat(headline.details())
                .contains("No difference shown between lora and nearest, the best figure.")
                .anySatisfy(detail -> assertThat(detail)
                        .startsWith("What would change it: up to about ")
                        .contains(" requests in all nearest costs less, adapting included; with a margin below 2.5"
                                + " points it would be nearest"));
    }

    @Test
    void claimsNothingOfARunThatAGuardStopped() {
        GuardResult stop = Guard.TRUNCATION.found(GuardResult.Status.STOP, "prompts did not fit: lora 60 of 120");
        Headline headline = Headline.of(RunFixture.tickets().withGuards(List.of(stop)));

        assertThat(headline.answer()).isEqualTo("No claim may rest on this run: stopped by truncation.");
        assertThat(headline.details().get(0))
                .isEqualTo("Guard truncation (stop): prompts did not fit: lora 60 of 120.");
        assertThat(headline.details().get(1)).startsWith("What the figures would say if the run were sound: Use lora");
    }

    private static RunResults only(Outcome outcome) {
        List<ExampleResult> rows =
                List.of(RunFixture.row(new ModeIdentity("a", "prompt", null, null), "1", 1, outcome));
        return RunResults.of(RunFixture.provenance(List.of(), RunFixture.LABELS, List.of()), rows, Metric.ACCURACY);
    }
}
