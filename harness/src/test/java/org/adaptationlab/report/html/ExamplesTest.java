package org.adaptationlab.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.report.HtmlReport;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.score.Metric;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    @Test
    void showWhatEveryModeAnswered() {
        Examples examples = Examples.of(RunFixture.tickets());

        assertThat(examples.modes()).containsExactly("prompt", "few-shot", "rag", "nearest", "lora");
        assertThat(examples.baseline()).isZero();
        assertThat(examples.cards()).hasSize(120);
        assertThat(examples.omitted()).isZero();
        Examples.Card card = examples.cards().get(17);
        assertThat(card.id()).isEqualTo("ticket-018");
        assertThat(card.answers().get(2))
                .isEqualTo(new AnswerCell(
                        2,
                        "none",
                        "",
                        "failed: the server closed the connection twice",
                        "",
                        "routing-guide-03, edge-cases-11"));
        assertThat(card.answers())
                .extracting(AnswerCell::output)
                .as("quotes of a constrained answer")
                .containsOnly("");
    }

    @Test
    void countTheCallsOfAnExampleThatHasSeveral() {
        Examples.Card third = Examples.of(RunFixture.hostile()).cards().get(2);

        assertThat(third.answers().get(1).score()).isEqualTo("2 of 4 calls");
        assertThat(third.answers().get(1).state())
                .as("one half is not above one half")
                .isEqualTo("wrong");
    }

    @Test
    void fitIntoAPageOfTwoMegabytesAndSayWhatIsLeftOut() throws Exception {
        assertThat(page(250, "Hi, my parcel shows delivered and I was charged twice. ".repeat(6))
                        .length())
                .isLessThan(2_000_000);
        assertThat(Examples.of(results(1500, "text ".repeat(120))).omitted()).isBetween(400, 800);
    }

    @Test
    void leaveOutOnlyWhatWasAsked() {
        RunResults whole = results(1500, "text ".repeat(120));
        List<ExampleResult> rows = whole.examples().stream()
                .filter(row -> Integer.parseInt(row.exampleId().substring(1)) < 1400)
                .toList();
        RunResults endedEarly = new RunResults(whole.provenance(), rows, List.of(), List.of(), List.of());

        Examples examples = Examples.of(endedEarly);

        assertThat(examples.omitted()).isPositive();
        assertThat(examples.cards().size() + examples.omitted()).isEqualTo(1400);
    }

    private static String page(int examples, String input) throws Exception {
        StringWriter out = new StringWriter();
        new HtmlReport().write(results(examples, input), out);
        return out.toString();
    }

    private static RunResults results(int examples, String input) {
        List<ExampleResult> rows = new ArrayList<>();
        List<Provenance.Sample> samples = new ArrayList<>();
        for (int i = 0; i < examples; i++) {
            samples.add(new Provenance.Sample("e" + i, input));
        }
        for (String mode : List.of("a", "b", "c", "d", "e", "f", "g")) {
            ModeIdentity identity = new ModeIdentity(mode, "prompt", null, null);
            for (int i = 0; i < examples; i++) {
                rows.add(RunFixture.row(identity, "e" + i, 1, RunFixture.answered("a".repeat(60), "billing", i % 2)));
            }
        }
        return RunResults.of(RunFixture.provenance(List.of(), RunFixture.LABELS, samples), rows, Metric.ACCURACY);
    }
}
