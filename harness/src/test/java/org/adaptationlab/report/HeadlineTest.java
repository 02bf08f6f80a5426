package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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
                .startsWith(
                        "lora is best: 74.2 % right (95 % interval 65.7–81.2 %), 22.5 points ahead of nearest (51.7 %;");
        assertThat(headline.details())
                .anySatisfy(detail -> assertThat(detail)
                        .startsWith("The lead of lora over nearest, few-shot, rag and prompt is more than chance (p"))
                .anySatisfy(detail -> assertThat(detail)
                        .startsWith("Time for an answer (median, retrieval included): lora ")
                        .contains("; the shortest is that of prompt "))
                .contains("Adapting (training, indexing), once: lora 118 s.")
                .contains("1 call failed: in no rate and in no pair.")
                .contains("lora: shorter prompt than the others.");
    }

    @Test
    void namesNoWinnerWhereChanceIsEnough() {
        Headline headline = Headline.of(
                RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.55, "lora", 0.6)));

        assertThat(headline.answer())
                .startsWith("No difference shown between lora (60.0 %; ")
                .contains(" and nearest (");
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

    private static RunResults only(Outcome outcome) {
        List<ExampleResult> rows =
                List.of(RunFixture.row(new ModeIdentity("a", "prompt", null, null), "1", 1, outcome));
        return RunResults.of(RunFixture.provenance(List.of(), RunFixture.LABELS, List.of()), rows, Metric.ACCURACY);
    }
}
