package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.adaptationlab.cost.CostModel;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptSpec;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.journal.JournalContent;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.InFlight;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.run.plan.FailureLimit;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.plan.RunRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run with several questions in flight. */
@Timeout(120)
class InFlightRunTest {

    private static final int EXAMPLES = 80;
    private static final int MANY = 8;

    @TempDir
    private Path folder;

    private RunBench bench;

    @BeforeEach
    void makeBench() {
        bench = new RunBench(folder);
    }

    private RunPlan plan(int inFlight) {
        List<Example> test = new ArrayList<>();
        for (int i = 0; i < EXAMPLES; i++) {
            String target = i % 3 == 0 ? "apple" : "pear";
            test.add(new Example("t" + i, "red, number test" + i, target, List.of(), null, null, true));
        }
        Dataset small = Fixtures.dataset(folder);
        Dataset dataset = new Dataset("fruit", folder, "data-digest", small.train(), test, small.corpus());
        List<ModeDefinition> modes = List.of(
                new ModeDefinition("prompt", false, new PromptSpec(Fixtures.PROMPT, true, 0)),
                new ModeDefinition("few-shot", false, new PromptSpec(Fixtures.PROMPT, true, 2)));
        return RunPlanner.plan(
                Fixtures.lab(folder, null, modes),
                dataset,
                Fixtures.base(),
                new FakeRuntime(RunBench::right),
                new RunRequest(List.of(), null, null, 1, inFlight, folder.resolve("results"), new FailureLimit(3, 0)));
    }

    /** Right of every second example, after a while that differs, so that answers overtake each other. */
    private static String slowly(GenerationRequest request) {
        String question = FakeRuntime.question(request);
        try {
            Thread.sleep(new Random(question.hashCode()).nextInt(6));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return question.hashCode() % 2 == 0 ? "\"apple\"" : "\"pear\"";
    }

    private static List<List<Object>> answers(RunResults results) {
        return results.examples().stream()
                .map(row -> List.<Object>of(row.mode(), row.exampleId(), row.outcome()))
                .toList();
    }

    @Test
    void givesWhatOneAtATimeGivesInTheSameOrder() {
        RunResults many = bench.start(new FakeRuntime(InFlightRunTest::slowly), plan(MANY));
        RunBench other = new RunBench(folder.resolve("alone"));
        RunResults one = other.start(new FakeRuntime(InFlightRunTest::slowly), plan(1));

        assertThat(answers(many)).isEqualTo(answers(one));
        assertThat(many.mainComparisons()).isEqualTo(one.mainComparisons());
        assertThat(JournalContent.read(bench.runFolder.journal()).examples())
                .extracting(ExampleResult::exampleId)
                .isNotEqualTo(
                        one.examples().stream().map(ExampleResult::exampleId).toList());
        assertThat(one.examples()).allSatisfy(row -> {
            assertThat(row.measurement().inFlight()).isEqualTo(1);
            assertThat(row.measurement().busyMs()).isNull();
        });
        assertThat(many.examples()).allSatisfy(row -> {
            assertThat(row.measurement().inFlight()).isEqualTo(MANY);
            assertThat(row.measurement().busyMs()).isPositive();
        });
        assertThat(many.summaries())
                .allSatisfy(row -> assertThat(row.speed().inFlight()).isEqualTo(MANY));
        assertThat(one.provenance().inFlight()).isNull();
    }

    @Test
    void asksFiftyExamplesAloneAsWellAndSaysHowManyAgree() {
        AtomicInteger asked = new AtomicInteger();
        RunResults results = bench.start(
                new FakeRuntime(request -> {
                    asked.incrementAndGet();
                    boolean alone = String.valueOf(request.cacheGroup()).contains("/alone/");
                    return alone && FakeRuntime.question(request).endsWith("0") ? "\"pear\"" : "\"apple\"";
                }),
                plan(MANY));

        InFlight inFlight = Objects.requireNonNull(results.provenance().inFlight());
        InFlight.Agreement agreement = Objects.requireNonNull(inFlight.agreement());
        assertThat(inFlight.requests()).isEqualTo(MANY);
        assertThat(inFlight.blocks()).extracting(InFlight.Block::mode).containsExactly("prompt", "few-shot");
        assertThat(agreement.n()).isEqualTo(50);
        // 25 a mode, spread over 80: t0, t3, t6, …; those whose number ends with 0 have another answer
        int other = agreement.n() - agreement.sameOutput();
        assertThat(other).isPositive();
        assertThat(agreement.sameScore()).isEqualTo(agreement.sameOutput());
        assertThat(agreement.differing().low()).isLessThan(agreement.differingShare());
        GuardResult guard = results.provenance().guard(Guard.BATCH_AGREEMENT).orElseThrow();
        assertThat(guard.status()).isEqualTo(GuardResult.Status.WARN);
        assertThat(guard.detail()).startsWith(other + " of 50 examples");
        assertThat(results.examples()).hasSize(2 * EXAMPLES);
        assertThat(RunResults.read(bench.runFolder).provenance().inFlight()).isEqualTo(inFlight);
    }

    @Test
    void pricesARequestByItsShareOfTheTime() {
        RunResults results = bench.start(new FakeRuntime(InFlightRunTest::slowly), plan(MANY));
        InFlight.Block block =
                Objects.requireNonNull(results.provenance().inFlight()).blocks().get(0);

        double busy = results.examples().stream()
                .filter(row -> row.mode().mode().equals("prompt"))
                .mapToDouble(row -> Objects.requireNonNull(row.measurement().busyMs()))
                .sum();
        assertThat(block.busySeconds()).isCloseTo(busy / 1e3, within(1e-3));
        double secondUsd = new CostModel(RunFixture.COST, "embedded").machineSecondUsd();
        assertThat(RunBench.summary(results, "prompt").costs().per1000Usd())
                .isCloseTo(1000 * secondUsd * block.busySeconds() / block.calls(), within(1e-4));
    }

    @Test
    void aStoppedRunGoesOnWhereItWas() {
        RunResults whole =
                new RunBench(folder.resolve("whole")).start(new FakeRuntime(InFlightRunTest::slowly), plan(MANY));
        AtomicInteger asked = new AtomicInteger();
        FakeRuntime first = new FakeRuntime(request -> {
            asked.incrementAndGet();
            return slowly(request);
        });
        assertThatThrownBy(() -> bench.run(first, plan(MANY), () -> asked.get() >= 40))
                .isInstanceOf(RunInterruptedException.class);
        int finished = JournalContent.read(bench.runFolder.journal()).examples().size();
        assertThat(finished).isBetween(10, 40 + MANY);

        FakeRuntime second = new FakeRuntime(InFlightRunTest::slowly);
        RunResults results = bench.resume(second, plan(MANY));

        assertThat(answers(results)).isEqualTo(answers(whole));
        assertThat(second.measured().stream()
                        .filter(request -> FakeRuntime.question(request).contains("test"))
                        .filter(request -> !String.valueOf(request.cacheGroup()).contains("/alone/")))
                .hasSize(2 * EXAMPLES - finished);
    }

    @Test
    void whatIsLeftOfThoseAskedAloneIsAskedWhenTheRunGoesOn() {
        AtomicInteger alone = new AtomicInteger();
        FakeRuntime first = new FakeRuntime(request -> {
            if (String.valueOf(request.cacheGroup()).contains("few-shot/alone/")) {
                alone.incrementAndGet();
            }
            return slowly(request);
        });
        assertThatThrownBy(() -> bench.run(first, plan(MANY), () -> alone.get() >= 3))
                .isInstanceOf(RunInterruptedException.class);

        RunResults results = bench.resume(new FakeRuntime(InFlightRunTest::slowly), plan(MANY));

        InFlight inFlight = Objects.requireNonNull(results.provenance().inFlight());
        assertThat(Objects.requireNonNull(inFlight.agreement()).n()).isEqualTo(50);
        assertThat(results.examples()).hasSize(2 * EXAMPLES);
    }

    @Test
    void endsWithTheFailureThatIsOneTooManyAndKeepsAnswersInFlight() {
        FakeRuntime down = new FakeRuntime(request -> {
            String question = FakeRuntime.question(request);
            String answer = slowly(request);
            if (question.contains("test") && !question.endsWith("5")) {
                throw GenerationException.failed("connection refused", null);
            }
            return answer;
        });
        assertThatThrownBy(() -> bench.run(down, plan(MANY), () -> false))
                .isInstanceOf(RunFailedException.class)
                .hasMessageStartingWith("4 calls failed, more than --max-failures 3");

        List<ExampleResult> kept =
                JournalContent.read(bench.runFolder.journal()).examples();
        assertThat(kept)
                .filteredOn(row -> row.outcome() instanceof Outcome.Failed)
                .hasSize(4);
        int calls = (int) down.requests.stream()
                .filter(request -> FakeRuntime.question(request).contains("test"))
                .count();
        assertThat(calls).isLessThan(EXAMPLES);
    }

    @Test
    void aPlanWithManyInFlightIsAnotherOneAndAPlanWithOneIsWhatItWas() {
        assertThat(plan(MANY).digest()).isNotEqualTo(plan(1).digest());
        assertThat(plan(MANY).digest()).isNotEqualTo(plan(MANY + 1).digest());
    }
}
