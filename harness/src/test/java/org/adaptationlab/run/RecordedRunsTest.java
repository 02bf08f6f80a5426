package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.VaryFolder;
import org.adaptationlab.result.record.VaryRecord;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.plan.RunRequest;
import org.adaptationlab.run.plan.VariedPlan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What documents quote was made with the lab files, prompts, data and settings that are committed, and is whole. */
class RecordedRunsTest {

    private static final String LAB = """
            lab: turns
            task: {type: classification, labels: [left, right]}
            dataset: ../../data
            model: tiny
            limit: 2
            baseline: prompt
            modes:
              prompt: {technique: prompt, system: task.txt}
              shots: {technique: prompt, system: task.txt, shots: 2}
              free: {technique: prompt, system: task.txt, control: true}
            """;

    @TempDir
    private Path root;

    private RunFolder run;

    @BeforeEach
    void writeLab() throws IOException {
        write("labs/turns/lab.yaml", LAB);
        write("labs/turns/task.txt", "One of {labels}.\n");
        write("data/dataset.yaml", "{name: turns, licence: CC0-1.0, made: here, fields: {id: x}}\n");
        write("data/train.jsonl", """
                {"id":"a1","input":"turn to the window","target":"left"}
                {"id":"a2","input":"the door side","target":"right"}
                """);
        write("data/test.jsonl", """
                {"id":"b1","input":"to your heart","target":"left"}
                {"id":"b2","input":"where most people write","target":"right"}
                {"id":"b3","input":"away from the wall","target":"right"}
                """);
        run = new RunFolder(root.resolve("results/reference/turns/run-1"));
    }

    @Test
    void theRunsOfThisProjectMatchItsLabs() {
        RecordedRuns recorded = new RecordedRuns(Path.of(".."));
        assertThat(recorded.labs())
                .allSatisfy(lab -> assertThat(recorded.faults(lab)).isEmpty());
    }

    @Test
    void findsNoFaultInARunThatIsAsTheLabIs() throws IOException {
        record(null);
        assertThat(faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            labs/turns/lab.yaml | limit: 2 | limit: 2 # two | was made with other lab file or prompts
            labs/turns/task.txt | One of | Any of | was made with other lab file or prompts
            data/test.jsonl | heart | hand | was made with other data
            labs/turns/lab.yaml | limit: 2 | limit: 3 | has fewer examples than the lab's limit
            labs/turns/lab.yaml | limit: 2 | sampling: {seed: 7} | was made with other sampling
            labs/turns/lab.yaml | model: tiny | model: big | was made with other model
            labs/turns/lab.yaml | limit: 2 | training-examples: 2 | was made with other lab file or prompts
            labs/turns/lab.yaml | '  free:' | '  more:' | was made with other lab file or prompts
            labs/turns/lab.yaml | ', control: true' | '' | measured [prompt, shots], the lab has [prompt, shots, free]
            data/train.jsonl | '"a2"' | '"a3"' | was made with other training examples
            """)
    void findsWhatHasChangedSince(String file, String what, String by, String fault) throws IOException {
        record(null);
        String text = Files.readString(root.resolve(file));
        assertThat(text).contains(what);
        write(file, text.replace(what, by));

        assertThat(faults()).anyMatch(found -> found.contains("run-1: " + fault));
    }

    @Test
    void findsThatTheEmbedderIsAnother() throws IOException {
        record(null);
        String before = "\"schema_version\" : 1,";
        String text = Files.readString(run.provenance());
        assertThat(text).contains(before).doesNotContain("embedder");
        Files.writeString(
                run.provenance(),
                text.replaceFirst(
                        before, before + "\"embedder\":{\"name\":\"another\",\"digest\":\"0\",\"length\":1},"));

        assertThat(faults()).containsExactly(run.path() + ": was made with other vectors");
    }

    @Test
    void findsWhatIsMissingOrTooMuch() throws IOException {
        record(null);
        Files.delete(run.comparisons());
        assertThat(faults()).containsExactly(run.path() + ": lacks comparisons.csv");

        writeLab();
        Files.writeString(run.journal(), "{}");
        assertThat(faults()).contains(run.path() + ": has a journal; what it holds is in the other files");
    }

    @Test
    void findsAnAnswerThatIsMissing() throws IOException {
        record(null);
        List<String> rows = Files.readAllLines(run.examples());
        Files.write(run.examples(), rows.subList(0, rows.size() - 1));

        assertThat(faults()).singleElement().asString().contains("has 1 rows of mode", "summary.csv says 2");
    }

    @Test
    void findsALabWithoutARunAndARunWithoutALab() throws IOException {
        Files.createDirectories(run.path().getParent());
        assertThat(faults()).singleElement().asString().endsWith("turns: holds no run");

        record(null);
        Files.move(root.resolve("labs/turns"), root.resolve("labs/bends"));
        assertThat(faults()).singleElement().asString().contains("labs/turns/lab.yaml");
    }

    @Test
    void looksAtEveryValueOfALabThatVaries() throws IOException {
        write("labs/turns/lab.yaml", LAB + "vary: {setting: shots, values: [1, 2]}\n");
        LabDefinition lab = LabFileReader.read(root.resolve("labs/turns/lab.yaml"));
        List<VaryRecord.Point> points = new ArrayList<>();
        for (String value : List.of("1", "2")) {
            points.add(new VaryRecord.Point(value, "run-" + value, Map.of()));
            run = new RunFolder(run.path().resolveSibling("run-" + value));
            record(value);
        }
        VaryFolder vary = VaryFolder.create(
                root.resolve("results/reference"),
                new VaryRecord(VaryRecord.SCHEMA, "all", "turns", "Turns", lab.digest(), "plan", "shots", points));
        assertThat(faults()).containsExactly(vary.path() + ": lacks curve.csv or curve.md");

        Files.writeString(vary.file("curve.csv"), "x");
        Files.writeString(vary.file("curve.md"), "x");
        assertThat(faults()).isEmpty();

        Files.delete(run.summary());
        assertThat(faults()).containsExactly(run.path() + ": lacks summary.csv");

        write("labs/turns/task.txt", "Any of {labels}.\n");
        assertThat(faults()).containsExactly(vary.path() + ": was made with another lab file or other prompts");
    }

    private List<String> faults() {
        RecordedRuns recorded = new RecordedRuns(root);
        assertThat(recorded.labs()).hasSize(1);
        return recorded.faults(recorded.labs().get(0));
    }

    /** Measures the lab as it is, or at one value of what it varies, and keeps what is kept of a recorded run. */
    private void record(@Nullable String value) throws IOException {
        LabDefinition lab = LabFileReader.read(root.resolve("labs/turns/lab.yaml"));
        FakeRuntime runtime = new FakeRuntime(request -> "left");
        RunRequest request = Fixtures.request(root);
        RunPlan plan = value == null
                ? RunPlanner.plan(lab, DatasetReader.read(lab), Fixtures.base(), runtime, request)
                : VariedPlan.of(
                                lab,
                                point -> RunPlanner.plan(
                                        point, DatasetReader.read(point), Fixtures.base(), runtime, request))
                        .stream()
                        .filter(point -> point.value().equals(value))
                        .findFirst()
                        .orElseThrow()
                        .plan();
        RunEnvironment environment = new RunEnvironment(
                runtime,
                new FakeAdapters(root, new ArrayList<>(), List.of(1.0)),
                new PassageIndexStore(root.resolve("indexes"), TextEmbedder.englishFloat(), System::nanoTime),
                InstantSource.fixed(Instant.EPOCH),
                System::nanoTime,
                () -> false,
                () -> OptionalDouble.of(0.05),
                RunFixture.COST,
                "0.1.0",
                new SilentListener());
        Files.createDirectories(run.path());
        new LabRunner(plan, environment, 0).start(run, run.name());
        Files.delete(run.journal());
        Files.writeString(run.report("report.md"), "a report");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
