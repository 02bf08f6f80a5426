package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.result.QualityDetails;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.result.summary.MetricRow;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.score.Abstention;
import org.adaptationlab.score.Abstention.Rate;
import org.adaptationlab.score.RetrievalOutcome;
import org.adaptationlab.train.TrainingExample;
import org.adaptationlab.train.TrainingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labs with free answers, from their files to their CSV files. */
class TaskTypesTest {

    @TempDir
    private Path folder;

    private final FakeRuntime runtime = new FakeRuntime(TaskTypesTest::answer);
    private final List<TrainingPlan> trainings = new ArrayList<>();

    @Test
    void measuresShortAnswersRefusalsAndWhatWasRetrieved() throws IOException {
        writeHandbook();

        RunResults results = run();

        assertThat(results.provenance().lab().metric()).isEqualTo("answer_match");
        assertThat(results.examples().stream().filter(row -> row.mode().mode().equals("rag")))
                .extracting(
                        ExampleResult::exampleId,
                        row -> row.outcome().word(),
                        row -> row.outcome().score(),
                        ExampleResult::answerable,
                        ExampleResult::target)
                .containsExactly(
                        tuple("q1", "answered", 1.0, true, "30 days"),
                        tuple("q2", "answered", 0.0, true, "Porto"),
                        tuple("q3", "answered", 1.0, false, ""),
                        tuple("q4", "answered", 0.0, false, "Not stated."),
                        tuple("q5", "failed", null, true, "Monday"));
        assertThat(QualityDetails.abstention(results))
                .containsEntry("rag", new Abstention(new Rate(1, 2), new Rate(1, 2), new Rate(1, 2)));
        QualityDetails.Retrieval found =
                Objects.requireNonNull(QualityDetails.retrieval(results).get("rag"));
        assertThat(found.n()).isEqualTo(2);
        assertThat(found.outcomes())
                .isEqualTo(Map.of(RetrievalOutcome.ANSWERED_WITH_PASSAGE, 1, RetrievalOutcome.RETRIEVAL_MISS, 1));
        assertThat(QualityDetails.retrieval(results)).containsOnlyKeys("rag");
        assertThat(results.scores())
                .contains(new ScoreRow(results.examples().get(0).mode(), "q1", 1, "exact_match", 0))
                .noneMatch(row -> row.exampleId().equals("q5"));
        assertThat(results.scores())
                .filteredOn(row -> row.metric().equals("answerable_right"))
                .extracting(ScoreRow::exampleId)
                .containsOnly("q1", "q2");
    }

    @Test
    void measuresHowALabelThatRefusesIsUsed() throws IOException {
        write("lab.yaml", """
                lab: sides
                task: {type: classification, labels: [left, right, none], refusal: none}
                dataset: data
                model: tiny
                baseline: prompt
                modes:
                  prompt: {technique: prompt, system: task.txt}
                """);
        write("data/train.jsonl", "{\"id\":\"a\",\"input\":\"to the window\",\"target\":\"left\"}\n");
        write("data/test.jsonl", """
                {"id":"q1","input":"left, please","target":"left"}
                {"id":"q2","input":"none of the others","target":"right"}
                {"id":"q3","input":"none, it is Monday","target":"none","answerable":false}
                {"id":"q4","input":"right, or so","target":"none","answerable":false}
                {"id":"q5","input":"what is this","target":"none","answerable":false}
                """);

        RunResults results = run();

        assertThat(QualityDetails.abstention(results))
                .containsEntry("prompt", new Abstention(new Rate(1, 3), new Rate(1, 2), new Rate(1, 2)));
        assertThat(results.scores())
                .filteredOn(row -> row.metric().equals("answerable_right"))
                .extracting(ScoreRow::exampleId, ScoreRow::value)
                .containsExactly(tuple("q1", 1.0), tuple("q2", 0.0));
    }

    @Test
    void showsARefusalWhereATrainingQuestionHasNoAnswer() throws IOException {
        writeHandbook();

        run();

        assertThat(runtime.requests.stream()
                        .filter(request -> FakeRuntime.question(request).contains("founded"))
                        .findFirst()
                        .orElseThrow()
                        .messages())
                .extracting(ChatMessage::text)
                .containsSubsequence("Who may sail on Sundays?", "no idea");
        assertThat(runtime.requests)
                .allSatisfy(request -> assertThat(request.jsonSchema()).isNull());
    }

    @Test
    void measuresExtractionsFieldByFieldUnderTheirSchema() throws IOException {
        writeOrders();

        RunResults results = run();

        assertThat(results.provenance().lab().metric()).isEqualTo("field_f1");
        assertThat(results.examples().stream().filter(row -> row.mode().mode().equals("prompt")))
                .extracting(row -> row.outcome().word(), row -> row.outcome().score())
                .containsExactly(tuple("answered", 1.0), tuple("answered", 0.5), tuple("unparsed", 0.0));
        Map<String, Double> prompt = results.metrics().stream()
                .filter(row -> row.mode().mode().equals("prompt"))
                .collect(Collectors.toMap(MetricRow::metric, MetricRow::mean));
        assertThat(prompt).containsOnlyKeys("schema_valid", "field_precision", "field_recall", "json_exact");
        assertThat(Objects.requireNonNull(prompt.get("schema_valid"))).isCloseTo(1.0 / 3, within(1e-6));
        assertThat(prompt.get("json_exact")).isEqualTo(prompt.get("schema_valid"));
        // The latency probe, which asks about nothing of the lab, is free.
        assertThat(runtime.requests.stream()
                        .map(GenerationRequest::jsonSchema)
                        .filter(Objects::nonNull)
                        .distinct())
                .containsExactly("{\"type\":\"object\",\"required\":[\"item\"],\"properties\":{\"item\":{\"type\":"
                        + "\"string\"},\"quantity\":{\"type\":\"integer\"}}}");
    }

    @Test
    void trainsOnCompactJsonInTheOrderOfTheSchema() throws IOException {
        writeOrders();

        run();

        assertThat(trainings.stream().flatMap(plan -> plan.examples().stream()))
                .extracting(TrainingExample::target)
                .containsExactlyInAnyOrder("{\"item\":\"mug\",\"quantity\":4}", "{\"item\":\"bowl\",\"quantity\":1}");
        assertThat(runtime.requests.stream()
                        .filter(request -> request.messages().size() > 2)
                        .map(request -> request.messages().get(2).text()))
                .isNotEmpty()
                .allMatch(text -> text.startsWith("{\"item\":"));
    }

    private void writeHandbook() throws IOException {
        write("lab.yaml", """
                lab: handbook
                task: {type: short-answer, refusal: [no idea, not stated]}
                dataset: data
                model: tiny
                baseline: prompt
                modes:
                  prompt: {technique: prompt, system: task.txt, shots: 2}
                  rag: {technique: rag, system: task.txt, retrieve: {from: corpus, index: lexical, top-k: 1}}
                """);
        write("data/corpus/returns.md", "# Returns\n\nA parcel may come back within 30 days.\n");
        write("data/corpus/harbour.md", "# Harbour\n\nThe ship lies in the south.\n");
        write("data/train.jsonl", """
                {"id":"t1","input":"Who may sail on Sundays?","target":"","answerable":false}
                {"id":"t2","input":"How wide is the gate?","target":"4 m"}
                """);
        write("data/test.jsonl", """
                {"id":"q1","input":"Until when may a parcel come back?","target":"30 days","doc":"returns"}
                {"id":"q2","input":"Which city has the within days?","target":"Porto","doc":"harbour"}
                {"id":"q3","input":"Who founded the firm?","answerable":false}
                {"id":"q4","input":"What does the pension cost?","target":"Not stated.","answerable":false}
                {"id":"q5","input":"When is the line down?","target":"Monday","doc":"harbour"}
                """);
    }

    private void writeOrders() throws IOException {
        write("lab.yaml", """
                lab: orders
                task: {type: extraction, schema: order.json}
                dataset: data
                model: tiny
                baseline: prompt
                modes:
                  prompt: {technique: prompt, system: task.txt, constrain: true}
                  few-shot: {technique: prompt, system: task.txt, constrain: true, shots: 1}
                  lora: {technique: lora, system: task.txt, constrain: true, adapter: {train: {epochs: 1}}}
                """);
        write("order.json", """
                {"type": "object", "required": ["item"],
                 "properties": {"item": {"type": "string"}, "quantity": {"type": "integer"}}}
                """);
        write("data/train.jsonl", """
                {"id":"t1","input":"four mugs","target":{"quantity":4,"item":"mug"}}
                {"id":"t2","input":"a bowl","target":"{ \\"quantity\\": 1, \\"item\\": \\"bowl\\" }"}
                """);
        write("data/test.jsonl", """
                {"id":"o1","input":"2 lamps please","target":{"item":"lamp","quantity":2}}
                {"id":"o2","input":"kettles, three","target":{"item":"kettle","quantity":3}}
                {"id":"o3","input":"one blue van","target":{"item":"van","quantity":1}}
                """);
    }

    private static String answer(GenerationRequest request) throws GenerationException {
        String message = FakeRuntime.question(request);
        String question = message.substring(message.lastIndexOf('\n') + 1);
        if (question.contains("line down")) {
            throw GenerationException.failed("connection reset", null);
        }
        Map<String, String> answers = Map.of(
                "parcel", "Within 30 days.",
                "city", "I have no idea.",
                "founded", "No idea!",
                "pension", "12 euros",
                "left,", "left",
                "right,", "right",
                "none", "none",
                "lamps", "```json\n{\"quantity\": 2, \"item\": \"Lamp\"}\n```",
                "kettles", "{\"item\":\"kettle\",\"quantity\":\"3\"}",
                "van", "Here you are: {\"item\":\"van\"}");
        return answers.entrySet().stream()
                .filter(entry -> question.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("warm");
    }

    private RunResults run() throws IOException {
        write("task.txt", "Answer shortly.\n");
        write("data/dataset.yaml", "{name: data, licence: CC0-1.0, made: here, fields: {id: x}}\n");
        LabDefinition lab = LabFileReader.read(folder.resolve("lab.yaml"));
        RunPlan plan = RunPlanner.plan(
                lab, DatasetReader.read(lab), Fixtures.base(), runtime, Fixtures.request(folder.resolve("results")));
        RunFolder runFolder = RunFolder.create(folder.resolve("results"), lab.name(), "run-1");
        RunEnvironment environment = new RunEnvironment(
                runtime,
                new FakeAdapters(folder, trainings, List.of(1.0)),
                new PassageIndexStore(folder.resolve("indexes"), TextEmbedder.english(), System::nanoTime),
                InstantSource.fixed(Instant.EPOCH),
                System::nanoTime,
                () -> false,
                () -> OptionalDouble.of(0.05),
                RunFixture.COST,
                "0.1.0",
                new SilentListener());
        try {
            new LabRunner(plan, environment, 3).start(runFolder, "run-1");
        } catch (GuardException e) {
            // One failed call of five makes a run void; its files are there all the same.
        }
        return RunResults.read(runFolder);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, text);
    }
}
