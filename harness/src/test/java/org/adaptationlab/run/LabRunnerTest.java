package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.adapt.FakeSearch;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.ClassifierSpec;
import org.adaptationlab.lab.EncoderTuning;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptText;
import org.adaptationlab.lab.RagSpec;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.report.words.Notes;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.run.plan.RunPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabRunnerTest {

    @TempDir
    private Path folder;

    private RunBench bench;

    @BeforeEach
    void makeBench() {
        bench = new RunBench(folder);
    }

    @Test
    void measuresEveryModeOnTheSameExamplesInTheSameOrder() {
        FakeRuntime runtime = new FakeRuntime(RunBench::right);
        RunResults results = bench.start(runtime, bench.plan());

        List<String> ids = results.examples().stream()
                .filter(row -> row.mode().mode().equals("prompt"))
                .map(ExampleResult::exampleId)
                .toList();
        assertThat(ids).hasSize(8);
        for (String mode : List.of("few-shot", "nearest", "rag")) {
            assertThat(results.examples().stream()
                            .filter(row -> row.mode().mode().equals(mode))
                            .map(ExampleResult::exampleId))
                    .isEqualTo(ids);
        }
        List<GenerationRequest> ofTest = runtime.measured().stream()
                .filter(request -> FakeRuntime.question(request).contains("test"))
                .toList();
        assertThat(ofTest.stream().map(GenerationRequest::sampling).distinct()).hasSize(1);
        assertThat(ofTest.stream().map(GenerationRequest::jsonSchema).distinct())
                .containsExactly("{\"type\":\"string\",\"enum\":[\"apple\",\"pear\"]}");
        assertThat(RunBench.summary(results, "prompt").quality().value()).isEqualTo(1.0);
    }

    @Test
    void thisMachineIsTheClientOfAServerElsewhere() throws IOException {
        RunResults here = bench.start(new FakeRuntime(RunBench::right), bench.plan("prompt"));
        assertThat(Notes.facts(here)).containsKey("machine").doesNotContainKey("client machine");
        assertThat(bench.runFolder.provenance()).content().doesNotContain("\"client\"");

        RunBench other = new RunBench(Files.createDirectories(folder.resolve("other")));
        RunResults elsewhere = other.start(new FakeRuntime(RunBench::right).moveAway(), other.plan("prompt"));
        assertThat(Notes.facts(elsewhere)).containsKey("client machine").doesNotContainKey("machine");
        assertThat(elsewhere.provenance().guards())
                .filteredOn(found -> found.name().equals("machine-load"))
                .extracting(GuardResult::detail)
                .singleElement()
                .asString()
                .startsWith("not known");
    }

    @Test
    void servesTheBaseOnceForModesThatShareItAndEachAdapterByItself() {
        FakeRuntime runtime = new FakeRuntime(RunBench::right);
        bench.start(runtime, bench.plan());
        assertThat(runtime.served).hasSize(3);
        assertThat(runtime.served.get(0)).isNull();
        assertThat(runtime.served.get(1))
                .isInstanceOfSatisfying(
                        AdapterRef.Weights.class,
                        adapter -> assertThat(adapter.gguf()).hasFileName("adapter-1.gguf"));
        assertThat(runtime.served.get(2))
                .isInstanceOfSatisfying(
                        AdapterRef.Weights.class,
                        adapter -> assertThat(adapter.gguf()).hasFileName("adapter-2.gguf"));
    }

    @Test
    void trainsOnThePoolOnlyWithThePromptsAndAnswersOfInference() {
        RunPlan plan = bench.plan();
        bench.start(new FakeRuntime(RunBench::right), plan);
        assertThat(bench.trainings).hasSize(2);
        assertThat(bench.trainingProcesses).as("both seeds by one process").containsExactly(2);
        assertThat(bench.trainings.get(0).examples()).hasSize(4).allSatisfy(example -> {
            assertThat(example.target()).isIn("\"apple\"", "\"pear\"");
            assertThat(example.messages().get(0).text()).isEqualTo("Sort into apple, pear.");
            assertThat(plan.pool().stream().map(pooled -> pooled.input()))
                    .contains(example.messages().get(1).text());
        });
    }

    @Test
    void noModeSeesATestTargetOrATestExampleOtherThanItsQuestion() {
        FakeRuntime runtime = new FakeRuntime(RunBench::right);
        bench.start(runtime, bench.plan());
        assertThat(runtime.requests).allSatisfy(request -> {
            List<ChatMessage> before =
                    request.messages().subList(0, request.messages().size() - 1);
            assertThat(before).noneSatisfy(message -> assertThat(message.text()).contains("number test"));
        });
    }

    @Test
    void measuresAClassifierWithoutAskingOrServingAModel() {
        FakeRuntime runtime = new FakeRuntime(RunBench::right);
        RunResults results = bench.start(
                runtime,
                bench.plan(List.of(
                        new ModeDefinition("words", false, new ClassifierSpec(ClassifierSpec.Features.TFIDF, 1)),
                        new ModeDefinition("majority", false, new ClassifierSpec(ClassifierSpec.Features.NONE, 1)))));

        assertThat(runtime.served).isEmpty();
        SummaryRow words = RunBench.summary(results, "words");
        assertThat(words.mode().technique()).isEqualTo("classifier");
        assertThat(words.quality().value()).isEqualTo(1.0);
        assertThat(words.speed().total().p50()).isPositive();
        assertThat(words.speed().ttft().p50()).isNull();
        assertThat(words.speed().inputTokensMean()).isNull();
        assertThat(words.costs().adaptSeconds()).isPositive();
        SummaryRow majority = RunBench.summary(results, "majority");
        assertThat(majority.quality().value()).isEqualTo(0.5);
        assertThat(majority.costs().adaptSeconds()).isNull();
        assertThat(results.examples())
                .filteredOn(row -> row.mode().mode().equals("majority"))
                .extracting(row -> row.outcome().output())
                .containsOnly("apple");
        assertThat(results.provenance().facts()).extracting(ModeFacts::control).containsExactly(false, true);
    }

    @Test
    void measuresAFineTunedEncoderOnceForEachSeed() {
        EncoderTuning tuning = new EncoderTuning(2, 3, 1e-4, 8, List.of(1L, 7L));
        ClassifierSpec spec = new ClassifierSpec(ClassifierSpec.Features.FINE_TUNED, 0.1, tuning);
        RunPlan plan = bench.plan(List.of(new ModeDefinition("tuned", false, spec)));
        RunResults results = bench.start(new FakeRuntime(RunBench::right), plan);
        List<String> texts = plan.pool().stream().map(Example::input).toList();
        List<String> labels = plan.pool().stream().map(Example::target).toList();

        assertThat(results.provenance().modes()).hasSize(2).allSatisfy(mode -> {
            assertThat(mode.facts().adaptSeconds()).as("training and fitting").isGreaterThan(3.5);
            assertThat(mode.facts().note()).contains("last 2 layers fine-tuned");
            assertThat(mode.training()).isNotNull();
        });
        assertThat(results.provenance().facts())
                .extracting(ModeFacts::mode)
                .extracting(ModeIdentity::adapterDigest, ModeIdentity::adapterSeed)
                .as("trained on the pool alone")
                .containsExactly(
                        tuple(FakeAdapters.digest(1, texts, labels), 1L),
                        tuple(FakeAdapters.digest(7, texts, labels), 7L));
        assertThat(plan.examples()).extracting(Example::input).doesNotContainAnyElementsOf(texts);
        assertThat(RunBench.summary(results, "tuned").quality().value()).isEqualTo(1.0);
    }

    @Test
    void showsTheDocumentThatHoldsTheAnswer() {
        FakeRuntime runtime = new FakeRuntime(RunBench::right);
        RunResults results = bench.start(
                runtime,
                bench.plan(List.of(new ModeDefinition("oracle", false, Fixtures.rag(RetrievalSpec.Source.GOLD, 1)))));

        assertThat(results.examples())
                .allSatisfy(row -> assertThat(row.goldRank()).isEqualTo(1));
        ModeFacts facts = results.provenance().facts().get(0);
        assertThat(facts.control()).isTrue();
        assertThat(facts.note()).contains("ceiling");
    }

    @Test
    void showsPassagesOfASearchServiceAndCountsAsFailedWhatItDoesNotFind() throws IOException {
        try (FakeSearch search = new FakeSearch(query -> query.contains("test3")
                ? "out of memory"
                : "{\"passages\": [{\"id\": \"p1\", \"source\": \"d1\", \"text\": \"Found for " + query
                        + "\"}], \"index\": \"v7\"}")) {
            FakeRuntime runtime = new FakeRuntime(RunBench::right);
            assertThatThrownBy(() -> bench.start(
                            runtime, bench.plan(List.of(new ModeDefinition("own", false, searched(search.address()))))))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("calls failed: own 1 of 8");
            RunResults results = RunResults.read(bench.runFolder);

            assertThat(results.examples())
                    .filteredOn(row -> row.outcome() instanceof Outcome.Failed)
                    .singleElement()
                    .satisfies(row -> assertThat(row.outcome())
                            .hasToString("Failed[error=search service " + search.address()
                                    + " answered HTTP 500: out of memory; look into its log]"));
            assertThat(runtime.measured())
                    .extracting(FakeRuntime::question)
                    .allMatch(text -> text.startsWith("Found for "));
            assertThat(results.provenance().facts().get(0).note())
                    .startsWith("passages found by " + search.address() + ", index v7, digest of 5 searches ");
        }
    }

    @Test
    void showsThePassagesThatARerankerChoosesAndSaysWhich() throws IOException {
        try (FakeSearch pears = FakeSearch.reranker(text -> text.contains("neck") ? 2 : 1)) {
            RetrievalSpec plain = new RetrievalSpec(RetrievalSpec.Source.CORPUS, RetrievalSpec.IndexKind.HYBRID, 1);
            RetrievalSpec reranked = new RetrievalSpec(
                    plain.from(),
                    plain.index(),
                    1,
                    plain.size(),
                    plain.distractors(),
                    null,
                    null,
                    new RetrievalSpec.Rerank(pears.address(), "bge", 20));
            PromptText text = new PromptText("Sort into {labels}.", "{passages}\n\n{input}");
            FakeRuntime runtime = new FakeRuntime(RunBench::right);

            RunResults results = bench.start(
                    runtime,
                    bench.plan(List.of(new ModeDefinition("own", false, new RagSpec(text, true, 0, reranked)))));

            assertThat(runtime.measured())
                    .isNotEmpty()
                    .extracting(FakeRuntime::question)
                    .allMatch(question -> question.contains("with a neck"));
            assertThat(results.provenance().facts().get(0).note())
                    .startsWith("passages found by the harness, the best of 20 chosen by reranker " + pears.address()
                            + ", model bge, digest of 5 rankings ");
        }
    }

    @Test
    void measuresNothingWhereASearchServiceIsMissing() throws IOException {
        URI address;
        try (FakeSearch search = new FakeSearch(query -> "{}")) {
            address = search.address();
        }
        assertThatThrownBy(() -> bench.start(
                        new FakeRuntime(RunBench::right),
                        bench.plan(List.of(new ModeDefinition("own", false, searched(address))))))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining(address + " does not answer");
    }

    private static RagSpec searched(URI address) {
        return new RagSpec(
                new PromptText("Sort into {labels}.", "{passages}\n\n{input}"),
                true,
                0,
                new RetrievalSpec(
                        RetrievalSpec.Source.HTTP,
                        RetrievalSpec.IndexKind.HYBRID,
                        1,
                        RetrievalSpec.PassageSize.USUAL,
                        RetrievalSpec.Distractors.NONE,
                        null,
                        address,
                        null));
    }

    @Test
    void trainsWithAMixtureOfGoldPassagesAndAsksWithPlainRetrieval() {
        RetrievalSpec retrieval = new RetrievalSpec(
                RetrievalSpec.Source.CORPUS,
                RetrievalSpec.IndexKind.LEXICAL,
                1,
                RetrievalSpec.PassageSize.USUAL,
                RetrievalSpec.Distractors.NONE,
                0.5);
        PromptText withPassages = new PromptText("Sort.", "{passages}\n\n{input}");
        LoraSpec plain = Fixtures.lora(List.of(1L));
        FakeRuntime runtime = new FakeRuntime(RunBench::right);

        bench.start(
                runtime,
                bench.plan(List.of(new ModeDefinition(
                        "raft", false, new LoraSpec(withPassages, true, retrieval, plain.adapter())))));

        List<String> prompts = bench.trainings.get(0).examples().stream()
                .map(example -> example.messages().get(1).text())
                .toList();
        assertThat(prompts).hasSize(4);
        assertThat(prompts.stream().filter(LabRunnerTest::showsItsOwnFruit)).hasSize(2);
        assertThat(runtime.requests.stream().map(FakeRuntime::question).filter(LabRunnerTest::showsItsOwnFruit))
                .hasSameSizeAs(runtime.requests);
    }

    private static boolean showsItsOwnFruit(String prompt) {
        return prompt.contains("red and crisp") == prompt.startsWith("Apples");
    }
}
