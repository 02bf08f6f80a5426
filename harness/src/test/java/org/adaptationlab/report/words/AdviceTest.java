package org.adaptationlab.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.decide.Decision.Candidate;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.result.ProvenanceFixture;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.score.Metric;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdviceTest {

    @Test
    void saysWhatToDoHowSureItIsAndWhatWouldChangeIt() {
        Advice advice = Advice.of(RunFixture.tickets());
        assertThat(advice.todo()).isEqualTo("Use lora (LoRA adapter).");
        assertThat(advice.recommends("lora")).isTrue();
        assertThat(advice.why().get(0))
                .isEqualTo("74.8\u00a0% of its answers are right on the 119 examples that all candidates have a score"
                        + " for, the best of all candidates, and no other candidate comes within 5.0 points, the margin of this"
                        + " lab.");
        assertThat(advice.why().get(1))
                .startsWith("1,000 requests cost about $")
                .endsWith("; an answer takes 419 ms, and adapting took 118 s, once.");
        assertThat(advice.sure())
                .contains(
                        "Very sure, as far as chance goes: drawing the examples anew 2,000 times, this mode is chosen in"
                                + " 100\u00a0%.")
                .contains("lora: trained with one seed only; another seed may give another result.")
                .anySatisfy(ground -> assertThat(ground)
                        .startsWith("lora against prompt, the baseline: +52.5 points (95\u00a0% interval +")
                        .endsWith("; p < 0.0001): better."));
        assertThat(advice.flips()).containsExactly("A margin of 52.9 points rather than 5.0: then prompt.");
        assertThat(advice.caveats())
                .contains("1 call failed and counts in no rate and in no pair.")
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
                        "It is the cheapest candidate within 5.0 points of the best: 58.0\u00a0% of its answers are right on the"
                                + " 119 examples that all candidates have a score for; for nearest it is 59.7\u00a0%, and"
                                + " no difference between the two is shown.");
        assertThat(advice.flips())
                .anySatisfy(flip -> assertThat(flip)
                        .startsWith("Fewer than ")
                        .endsWith(" requests in all: then nearest costs less, adapting included."))
                .contains("A margin below 1.7 points: then nearest.");
        assertThat(advice.sure().get(0)).startsWith("Not very sure: ").contains("; nearest in ");
    }

    @Test
    void isNotSureOfAChoiceForQualityThatNoTestShows() {
        Advice advice = Advice.of(
                RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.2, "lora", 0.3)));

        assertThat(advice.todo()).isEqualTo("Use lora (LoRA adapter).");
        assertThat(advice.sure().get(0)).startsWith("Not very sure: ").contains("this mode is chosen in 87\u00a0%");
        assertThat(advice.sure())
                .anySatisfy(ground ->
                        assertThat(ground).startsWith("lora against prompt").endsWith(": no difference shown."));
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
                        "59.7\u00a0% of its answers are right on the 119 examples that all candidates have a score for, the"
                                + " best of all candidates; lora is within 5.0 points of it, and whether it is cheaper can't be"
                                + " said.",
                        "Nothing is claimed of time and cost: while nothing was asked, up to 80 % of the processors were"
                                + " busy.");
        assertThat(advice.flips())
                .containsExactly("Times on a quiet machine would tell whether lora does the same for less.");
        assertThat(advice.caveats().get(0))
                .isEqualTo("Times, and costs that follow them, are shown as measured; nothing is claimed of them:"
                        + " while nothing was asked, up to 80 % of the processors were busy.");
    }

    @Test
    void saysThatTheMachineDidNotKeepItsSpeedAndStillClaimsWhatIsLarger() {
        RunResults results =
                RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.6, "lora", 0.575));
        Advice advice = Advice.of(results.withGuards(
                List.of(Guard.MACHINE_DRIFT.found(GuardResult.Status.WARN, "a call took up to 40 % longer"))));

        assertThat(advice.todo()).isEqualTo(Advice.of(results).todo());
        assertThat(advice.why()).isEqualTo(Advice.of(results).why());
        assertThat(advice.caveats().get(0))
                .isEqualTo("The machine did not keep its speed: a call took up to 40 % longer.");
    }

    /** Without probes and blocks nothing is known of the drift; other work is not to blame. */
    @Test
    void asksForTheDriftWhereItWasNotMeasured() {
        Decision decision = doubtful("the machine's drift was not measured", List.of());

        assertThat(WhatWouldChangeIt.of(
                        decision, RunFixture.tickets().withGuards(List.of()).provenance()))
                .containsExactly("Times of a run that measures the machine's drift too would tell whether lora does the"
                        + " same for less.");
    }

    @Test
    void doesNotSayThatTimeDecidesWhereQualityAloneDoes() {
        assertThat(Advice.leftOut(doubtful("the machine was busy", List.of("lora"))))
                .containsExactly("No price is known for lora, so quality decides here.");
    }

    @Test
    void callsNoneTheCheapestOfSeveralThatCostAboutTheSame() {
        Decision was = Objects.requireNonNull(
                RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.6, "lora", 0.575))
                        .provenance()
                        .decision());
        RunResults run = RunFixture.tickets();

        Advice advice = Advice.of(with(run, changed(was, List.of("rag"), null, List.of())));

        assertThat(advice.why().get(0))
                .startsWith(
                        "Of the candidates within 5.0 points of the best that cost about the least, it is the best:");
    }

    /** What an adapter cost that was made elsewhere nobody knows. */
    @Test
    void saysThatACostOfTrainingIsNotKnown() {
        Decision was = Objects.requireNonNull(
                RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.6, "lora", 0.575))
                        .provenance()
                        .decision());
        List<Candidate> untrained = was.candidates().stream()
                .map(one -> one.mode().equals("lora")
                        ? new Candidate(
                                one.mode(),
                                one.quality(),
                                one.loss(),
                                one.lossInterval(),
                                one.requestUsd(),
                                one.medianMs(),
                                null,
                                one.withinMargin(),
                                one.share())
                        : one)
                .toList();

        List<String> changes = WhatWouldChangeIt.of(
                changed(was, untrained, was.samePrice(), null, List.of()),
                RunFixture.tickets().provenance());

        assertThat(changes)
                .contains("What training lora cost is not known here, so it is not said from how many requests on it"
                        + " costs least.")
                .noneMatch(change -> change.startsWith("Fewer than"));
    }

    private static Decision doubtful(String doubt, List<String> unpriced) {
        RunResults run =
                RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.6, "lora", 0.575));
        GuardResult busy = Guard.MACHINE_LOAD.found(GuardResult.Status.WARN, doubt);
        Decision was = Objects.requireNonNull(
                run.withGuards(List.of(busy)).provenance().decision());
        return changed(was, was.samePrice(), doubt, unpriced);
    }

    private static Decision changed(
            Decision was, List<String> samePrice, @Nullable String doubt, List<String> unpriced) {
        return changed(was, was.candidates(), samePrice, doubt, unpriced);
    }

    private static Decision changed(
            Decision was,
            List<Candidate> candidates,
            List<String> samePrice,
            @Nullable String doubt,
            List<String> unpriced) {
        return new Decision(
                was.recommended(),
                was.best(),
                was.prefer(),
                was.margin(),
                was.differenceShown(),
                was.resamples(),
                candidates,
                samePrice,
                was.volumes(),
                was.narrower(),
                was.wider(),
                was.breakEvens(),
                was.singleSeed(),
                doubt,
                was.examples(),
                was.leftOut(),
                unpriced,
                was.notRuledOut(),
                was.leadUnshown(),
                was.perHour());
    }

    private static RunResults with(RunResults run, Decision decision) {
        return new RunResults(
                run.provenance().withDecision(decision),
                run.examples(),
                run.summaries(),
                run.comparisons(),
                run.scores(),
                run.metrics());
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
                .containsExactly(
                        "a: 100.0\u00a0% of its answers are right; with nothing to compare it with, there is nothing to"
                                + " choose.");
    }

    @Test
    void saysWhereNothingCouldBeJudged() {
        assertThat(Advice.of(only(new Outcome.Failed("gone"))).todo())
                .isEqualTo("Nothing can be said: no mode gave an answer that could be judged.");
    }

    @Test
    void recommendsNothingOfARunThatEndedEarly() {
        RunResults run = RunFixture.tickets();
        Provenance broken = ProvenanceFixture.of(run.provenance()).failed("the server is gone");

        Advice advice = Advice.of(RunResults.of(broken, run.examples(), Metric.ACCURACY));

        assertThat(advice.todo()).isEqualTo("No mode is recommended: the run ended early.");
        assertThat(advice.mode()).isNull();
        assertThat(advice.why())
                .containsExactly("The modes were not all asked the same examples. Go on with lab run "
                        + broken.lab().file() + " --resume " + broken.run().runId() + ".");
        assertThat(advice.caveats().get(0)).startsWith("The run ended early: the server is gone.");
    }

    @Test
    void namesModesThatLackScoresAndRecommendsNoneWhereAllDo() {
        RunResults run = RunFixture.tickets();
        Map<String, Integer> asked = new HashMap<>();
        List<ExampleResult> halfOfLora = run.examples().stream()
                .map(row -> row.mode().mode().equals("lora") && asked.merge("lora", 1, Integer::sum) > 60
                        ? failed(row)
                        : row)
                .toList();
        List<ExampleResult> halfOfAll = run.examples().stream()
                .map(row -> asked.merge(row.mode().mode() + " again", 1, Integer::sum) > 60 ? failed(row) : row)
                .toList();

        Advice other = Advice.of(RunResults.of(run.provenance(), halfOfLora, Metric.ACCURACY));
        Advice none = Advice.of(RunResults.of(run.provenance(), halfOfAll, Metric.ACCURACY));

        assertThat(other.todo()).isEqualTo("Use nearest (retrieval).");
        assertThat(other.why()).contains("lora is no candidate: it has scores for only 60 of 120 examples.");
        assertThat(none.todo())
                .isEqualTo("No mode is recommended: each lacks scores for more than 5 % of the examples.");
        assertThat(none.why())
                .containsExactly("Look at the calls that failed, mend what made them fail, and run the lab again.");
    }

    /** A mean of scores between right and wrong is no share of right answers. */
    @Test
    void speaksOfAFieldF1AsOfOne() {
        RunResults run = RunFixture.tickets();
        Provenance extraction = ProvenanceFixture.of(run.provenance()).withMetric("field_f1");

        Advice advice = Advice.of(RunResults.of(extraction, run.examples(), Metric.FIELD_F1));

        assertThat(advice.why().get(0)).startsWith("The field F1 of its answers is 74.8\u00a0%");
        assertThat(advice.why()).noneMatch(reason -> reason.contains("right"));
    }

    private static ExampleResult failed(ExampleResult row) {
        return new ExampleResult(
                row.mode(),
                row.exampleId(),
                row.slice(),
                row.repetition(),
                new Outcome.Failed("gone"),
                row.target(),
                CallMeasurement.NONE,
                List.of(),
                null,
                0,
                true,
                null);
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
