package org.adaptationlab.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.adaptationlab.report.HtmlReport;
import org.adaptationlab.report.table.ResultTables;
import org.adaptationlab.result.ProvenanceFixture;
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
                        "not judged",
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
    void sayOfAGradedScoreOnlyWhetherItIsAboveOneHalf() {
        ModeIdentity mode = new ModeIdentity("a", "prompt", null, null);
        Provenance lab = RunFixture.provenance(List.of(), RunFixture.LABELS, List.of());
        RunResults results = RunResults.of(
                ProvenanceFixture.of(lab).withMetric("field_f1"),
                List.of(RunFixture.row(mode, "e", 1, RunFixture.answered("a", "a", 0.51))),
                Metric.FIELD_F1);

        Examples examples = Examples.of(results);

        assertThat(examples.cards().get(0).answers().get(0).word()).isEqualTo("above one half");
        assertThat(new ResultTables(results).pairs(true).head())
                .contains("both above one half", "both one half or less");
    }

    @Test
    void fitIntoAPageOfTwoMegabytesAndSayWhatIsLeftOut() throws Exception {
        assertThat(page(250, "Hi, my parcel shows delivered and I was charged twice. ".repeat(6))
                        .length())
                .isLessThan(2_000_000);
        assertThat(Examples.of(results(1500, "text ".repeat(120))).omitted()).isBetween(400, 800);
    }

    @Test
    void endWithTheFirstThatDoesNotFit() {
        RunResults results = results(List.of("short", "long ".repeat(100), "short", "short"), List.of("a"));

        Examples all = Examples.of(results, 10_000);
        Examples first = Examples.of(results, 300);

        assertThat(all.cards()).hasSize(4);
        assertThat(first.cards()).extracting(Examples.Card::id).containsExactly("e0");
        assertThat(first.omitted()).isEqualTo(3);
        assertThat(first.all()).isEqualTo(4);
    }

    private static String page(int examples, String input) throws Exception {
        StringWriter out = new StringWriter();
        new HtmlReport().write(results(examples, input), out);
        return out.toString();
    }

    private static RunResults results(int examples, String input) {
        return results(Collections.nCopies(examples, input), List.of("a", "b", "c", "d", "e", "f", "g"));
    }

    private static RunResults results(List<String> inputs, List<String> modes) {
        List<ExampleResult> rows = new ArrayList<>();
        List<Provenance.Sample> samples = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            samples.add(new Provenance.Sample("e" + i, inputs.get(i)));
        }
        for (String mode : modes) {
            ModeIdentity identity = new ModeIdentity(mode, "prompt", null, null);
            for (int i = 0; i < inputs.size(); i++) {
                rows.add(RunFixture.row(identity, "e" + i, 1, RunFixture.answered("a".repeat(60), "billing", i % 2)));
            }
        }
        return RunResults.of(RunFixture.provenance(List.of(), RunFixture.LABELS, samples), rows, Metric.ACCURACY);
    }
}
