package org.adaptationlab.report;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.score.Metric;
import org.adaptationlab.score.Score;

/** A run in which every text that a model, a data set or a lab file brings along wants to be more than text. */
public final class HostileRun {

    /** If one of these runs, the page has the property {@code pwned}. */
    static final List<String> TEXTS = List.of(
            "<script>window.pwned=1</script>",
            "</script><script>window.pwned=1</script>",
            "</style><script>window.pwned=1</script>",
            "<img src=x onerror=\"window.pwned=1\">",
            "<svg onload=window.pwned=1><animate onbegin=window.pwned=1 attributeName=x dur=1s>",
            "\" autofocus onfocus=\"window.pwned=1\" x=\"",
            "' onmouseover='window.pwned=1",
            "<iframe srcdoc=\"<script>parent.pwned=1</script>\"></iframe>",
            "<meta http-equiv=refresh content=\"0;url=http://x.example/\">",
            "<base href=\"http://x.example/\"><link rel=stylesheet href=//x.example/a.css>",
            "[click](javascript:window.pwned=1) ![](http://x.example/a.png) <http://x.example> www.x.example",
            "${77*77} #{77*77} {{77*77}} @if(true)@endif $unsafe{x} <%= 77*77 %>",
            "=cmd|' /C calc'!A0",
            "@SUM(1+1)*cmd",
            "+1|2 -1 \t=1",
            "\u001b[2J\u001b[31mred\u001b]8;;http://x.example\u0007link\u001b]8;;\u0007",
            "\u202Egnp.exe\u202C \u2066x\u2069 \u200f",
            "line\u2028separator\u2029paragraph\u0085next\u0000nul",
            "]]> --> <!-- <![CDATA[ &amp; &#60;script&#62;",
            "# heading\n- list\n| cell | cell |\n```\n**bold** @someone #1",
            "half \ud83d of a pair \ud83d\ude00");

    /** As data sets have them: they are UTF-8, in which there is no half of a pair. */
    private static final List<String> DATA =
            TEXTS.stream().map(text -> text.replace("\ud83d ", " ")).toList();

    public static final int LONG = 1_000_000;

    private HostileRun() {}

    public static RunResults results() {
        ModeIdentity prompt = new ModeIdentity("<b>prompt</b>|\u202e", "prompt", null, null);
        ModeIdentity other = new ModeIdentity("\"><script>window.pwned=1</script>", "prompt", null, null);
        List<ExampleResult> rows = new ArrayList<>();
        List<Provenance.Sample> samples = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            samples.add(new Provenance.Sample(i + DATA.get(i), DATA.get(i)));
            rows.add(row(prompt, i, new Outcome.Answered(text, text, new Score.Graded(i % 2, text))));
            rows.add(row(other, i, i % 3 == 0 ? new Outcome.Failed(text) : new Outcome.Unparsed(text)));
        }
        samples.add(new Provenance.Sample("long", "<script>".repeat(LONG / 8)));
        rows.add(row(prompt, "long", "s", new Outcome.Unparsed("<script>".repeat(LONG / 8))));
        List<ModeFacts> facts = List.of(facts(prompt), facts(other));
        Provenance provenance = RunFixture.provenance(facts, List.of(), samples);
        return RunResults.of(provenance, rows, Metric.ACCURACY)
                .withGuards(List.of(new GuardResult("truncation", GuardResult.Status.WARN, String.join(" ", DATA))));
    }

    private static ExampleResult row(ModeIdentity mode, int i, Outcome outcome) {
        return row(mode, i + DATA.get(i), DATA.get(DATA.size() - 1 - i), outcome);
    }

    private static ExampleResult row(ModeIdentity mode, String id, String slice, Outcome outcome) {
        CallMeasurement measured = outcome instanceof Outcome.Failed
                ? CallMeasurement.NONE
                : new CallMeasurement(100, 4, null, null, 1234.5678, 1200.0, 40.0, 1274.5678);
        return new ExampleResult(mode, id, slice, 1, outcome, slice, measured, List.of(slice), null, 0, null, null);
    }

    private static ModeFacts facts(ModeIdentity mode) {
        return new ModeFacts(mode, false, null, false, 0.5, null, 0, TEXTS.get(0));
    }
}
