package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adaptationlab.dataset.Shard;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.report.Reports;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.journal.JournalContent;
import org.adaptationlab.run.merge.ShardMerge;
import org.adaptationlab.run.plan.FailureLimit;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.plan.RunRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in shards, and what is put together from them. */
class ShardedRunTest {

    private static final int SHARDS = 4;

    /** Columns of ids, of times and of what follows from times. */
    private static final Pattern TIME_COLUMN = Pattern.compile("run_id|.*_ms(_.*)?|.*_usd|adapt_.*|.*_per_s");

    /** Ids, times and dates of JSON. The index is in the cache the second time. */
    private static final Pattern TIME_FIELD = Pattern.compile(
            "\"(started|ended|[a-z]+_seconds|[a-z_]+_usd|total|model|training|serving_start|retrieval|harness|adapt_reused)\""
                    + " ?: ?(\"1970[^\"]*\"|[0-9.E-]+|true|false)");

    /** Dates, and how long the whole run took. */
    private static final Pattern TIME_WORDS = Pattern.compile(
            "1970-01-01T[0-9:]+Z?| time=\"[0-9.]+\"|[0-9.]+ s: model [0-9.]+ s, training .* itself [0-9.]+ s");

    private static final Pattern CELL_END = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    @TempDir
    private Path folder;

    private RunBench bench;

    @BeforeEach
    void makeBench() {
        bench = new RunBench(folder);
    }

    private RunPlan plan(@Nullable Shard shard, String... modes) {
        return RunPlanner.plan(
                Fixtures.lab(folder),
                Fixtures.dataset(folder),
                Fixtures.base(),
                new FakeRuntime(ShardedRunTest::mostlyRight),
                new RunRequest(List.of(modes), null, null, 2, folder, new FailureLimit(3, 0), shard));
    }

    /** Knows what it is asked but for two examples; adapters change none of its answers. */
    private static String mostlyRight(GenerationRequest request) throws GenerationException {
        String question = FakeRuntime.question(request);
        if (question.contains("test3") && !question.contains("number test30")) {
            return "\"apple\"";
        }
        return question.contains("test6") ? "no idea" : RunBench.right(request);
    }

    private RunFolder measure(String id, RunPlan plan, Instant when) {
        RunFolder run = RunFolder.create(folder.resolve("results"), "fruit", id);
        FakeRuntime runtime = new FakeRuntime(ShardedRunTest::mostlyRight);
        new LabRunner(plan, bench.environment(runtime, () -> false, when, RunBench.clockOfMillis()), 3).start(run, id);
        Reports.write(run);
        return run;
    }

    /** One after the other, a minute each. */
    private List<Path> shards(int count, String... modes) {
        List<Path> shards = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            RunPlan plan = plan(new Shard(index, count), modes);
            shards.add(measure("shard-" + index, plan, Instant.EPOCH.plusSeconds(60L * index))
                    .path());
        }
        return shards;
    }

    private RunFolder merged(List<Path> shards) {
        RunFolder run = ShardMerge.of(shards).write(folder.resolve("merged"), "merged");
        Reports.write(run);
        return run;
    }

    @Test
    void theMergeOfAllShardsIsTheRunWithoutShardsButForTimesIdsAndDates() throws IOException {
        RunFolder whole = measure("whole", plan(null), Instant.EPOCH);
        RunFolder merged = merged(shards(SHARDS));

        Map<String, String> wanted = files(whole);
        Map<String, String> found = files(merged);
        assertThat(found.remove("merge.json")).contains("\"times_apart\" : null");
        assertThat(found.keySet()).isEqualTo(wanted.keySet()).contains("journal.jsonl", "scores.csv", "report.html");
        wanted.forEach((name, text) -> assertThat(found.getOrDefault(name, "").lines())
                .as(name)
                .containsExactlyElementsOf(text.lines().toList()));
        assertThat(RunResults.read(merged).provenance().decision()).isNotNull();
    }

    @Test
    void theOrderOfTheFoldersChangesNothing() throws IOException {
        List<Path> shards = shards(3, "prompt", "lora");
        RunFolder merged = merged(shards);
        Map<String, String> first = contents(merged);
        Collections.reverse(shards);
        delete(merged.path());

        assertThat(contents(merged(shards))).isEqualTo(first);
    }

    @Test
    void aMergeFindsTheShardsOfAFolder() {
        measure("whole", plan(null, "prompt"), Instant.EPOCH);
        shards(2, "prompt");

        ShardMerge merge = ShardMerge.of(List.of(folder.resolve("results/fruit")));

        assertThat(merge.words()).isEqualTo("2 shards with 8 examples");
        assertThat(merge.planDigest()).isEqualTo(plan(null, "prompt").digest());
        assertThat(ShardMerge.of(List.of(folder.resolve("results"))).words()).isEqualTo(merge.words());
    }

    @Test
    void nothingIsDecidedFromOneShard() throws IOException {
        RunFolder shard = new RunFolder(shards(2, "prompt", "few-shot").get(1));

        assertThat(RunResults.read(shard).provenance().decision()).isNull();
        assertThat(Files.readString(shard.report("report.md")))
                .contains("Nothing is decided: this is shard 2 of 2, merge first.", "It has 4 of the 8 examples.");
        assertThat(shard.report("report.html")).content().contains("this is shard 2 of 2, merge first");
        assertThat(shard.report("junit.xml")).content().contains("shard 2 of 2, whose shards have 8 test examples");
    }

    @Test
    void aStoppedShardGoesOnAndAnotherShardsJournalDoesNotFitIt() {
        RunPlan first = plan(new Shard(1, 2), "prompt", "few-shot");
        RunFolder run = RunFolder.create(folder.resolve("results"), "fruit", "shard-1");
        int[] asked = {0};
        FakeRuntime counting = new FakeRuntime(request -> {
            asked[0]++;
            return mostlyRight(request);
        });
        assertThatThrownBy(() -> new LabRunner(first, bench.environment(counting, () -> asked[0] >= 12), 3)
                        .start(run, "shard-1"))
                .isInstanceOf(RunInterruptedException.class);
        assertThat(Resumption.of(first, folder.resolve("results"), "")).contains(run);
        assertThat(Resumption.of(plan(new Shard(2, 2), "prompt", "few-shot"), folder.resolve("results"), ""))
                .isEmpty();

        FakeRuntime runtime = new FakeRuntime(ShardedRunTest::mostlyRight);
        assertThatThrownBy(() -> new LabRunner(
                                plan(new Shard(2, 2), "prompt", "few-shot"), bench.environment(runtime, () -> false), 3)
                        .resume(run))
                .isInstanceOf(ResultFormatException.class)
                .hasMessageContaining("another plan");
        new LabRunner(first, bench.environment(runtime, () -> false), 3).resume(run);

        assertThat(RunResults.read(run).examples()).hasSize(2 * 2 * 4);
        assertThat(JournalContent.read(run.journal()).examples()).hasSize(2 * 2 * 4);
    }

    @Test
    void moreShardsThanExamplesAreRefusedInEveryShard() {
        assertThatThrownBy(() -> plan(new Shard(1, 9), "prompt"))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("there are 8 examples to measure")
                .hasMessageContaining("take at most 8 shards");
    }

    @Test
    void aMissingShardIsNamed() {
        List<Path> shards = shards(3, "prompt");

        refused(
                List.of(shards.get(0), shards.get(2)),
                "shard 2 of 3 is missing beside " + shards.get(0),
                "--shard 2/3");
        refused(List.of(shards.get(1)), "shards 1, 3 of 3 are missing beside " + shards.get(1));
        refused(List.of(folder.resolve("nowhere")), folder.resolve("nowhere") + ": there is no such folder");
    }

    @Test
    void aDoubledShardIsNamedAndOneThatIsNamedTwiceIsNot() throws IOException {
        List<Path> shards = shards(2, "prompt");
        Path copy = folder.resolve("copy");
        copy(shards.get(1), copy);

        refused(
                List.of(shards.get(0), shards.get(1), copy),
                "(shard 2 of 2): the same shard is also in ",
                copy.toString(),
                shards.get(1).toString());
        assertThat(ShardMerge.of(List.of(
                                shards.get(0), shards.get(1), shards.get(0).resolveSibling("")))
                        .words())
                .isEqualTo("2 shards with 8 examples");
    }

    @Test
    void aForeignShardIsNamedWithWhatIsOtherInIt() throws IOException {
        List<Path> shards = shards(3, "prompt");
        Path whole = measure("whole", plan(null, "prompt"), Instant.EPOCH).path();
        Path other = measure("other", plan(new Shard(2, 3), "prompt", "few-shot"), Instant.EPOCH)
                .path();

        refused(List.of(shards.get(0), whole), whole + ": is a whole run and no shard of one");
        refused(
                List.of(shards.get(0), other, shards.get(2)),
                other + " (shard 2 of 3): does not belong to " + shards.get(0) + " (shard 1 of 3) and 1 more",
                "it has another selection of modes and examples");
        for (List<String> change : List.of(
                List.of("\"dataset_digest\" : \"data-digest\"", "\"dataset_digest\" : \"changed\"", "data set"),
                List.of("\"harness_version\" : \"0.1.0\"", "\"harness_version\" : \"9\"", "harness version"),
                List.of("\"temperature\" : 0.0", "\"temperature\" : 0.5", "sampling"),
                List.of("\"left_out\" : [ ]", "\"left_out\" : [ \"seed\" ]", "options of the server"),
                List.of("\"as_of\" : \"2", "\"as_of\" : \"1", "cost assumptions"))) {
            Path json = shards.get(1).resolve("run.json");
            String text = Files.readString(json);
            assertThat(text).contains(change.get(0));
            Files.writeString(json, text.replace(change.get(0), change.get(1)));
            refused(shards, shards.get(1) + " (shard 2 of 3)", "it has another " + change.get(2));
            Files.writeString(json, text);
        }
        assertThat(ShardMerge.of(shards).words()).isEqualTo("3 shards with 8 examples");
    }

    @Test
    void anotherAdapterIsNamedWithWhatToDo() throws IOException {
        List<Path> shards = shards(2, "prompt", "lora");
        Path json = shards.get(1).resolve("run.json");
        String digest = new ArrayList<>(RunResults.read(new RunFolder(shards.get(0)))
                        .provenance()
                        .facts())
                .get(1)
                .mode()
                .adapterDigest();
        Files.writeString(json, Files.readString(json).replace("\"" + digest + "\"", "\"" + Sha256.ofText("x") + "\""));

        refused(shards, "another adapter", "train once with lab train and let all shards share LAB_HOME");
    }

    @Test
    void aShardThatIsNotFinishedIsNamed() throws IOException {
        List<Path> shards = shards(2, "prompt");
        Files.delete(shards.get(1).resolve("run.json"));

        refused(shards, shards.get(1) + ": the run has no run.json, so it is not finished");
        refused(List.of(folder.resolve("results")), "shard 2 of 2 is missing", "not finished: " + shards.get(1));
    }

    @Test
    void aShardThatLacksRowsIsNamed() throws IOException {
        List<Path> shards = shards(2, "prompt");
        Path journal = shards.get(1).resolve("journal.jsonl");
        List<String> lines = Files.readAllLines(journal);
        lines.remove(lines.stream()
                .filter(line -> line.startsWith("{\"example\""))
                .findFirst()
                .orElseThrow());
        Files.write(journal, lines);

        assertThatThrownBy(() -> merged(shards))
                .isInstanceOf(ResultFormatException.class)
                .hasMessageContaining(shards.get(1).toString())
                .hasMessageContaining("journal.jsonl has 7 examples, examples.csv 8");
    }

    @Test
    void timesOfDifferentMachinesAreLeftOutWithAReasonAndQualityIsNot() throws IOException {
        RunFolder whole = measure("whole", plan(null, "prompt", "few-shot"), Instant.EPOCH);
        List<Path> shards = shards(2, "prompt", "few-shot");
        Path json = shards.get(1).resolve("run.json");
        String text = Files.readString(json);
        Files.writeString(json, text.replaceFirst("\"cpu\" : \"[^\"]*\"", "\"cpu\" : \"another\""));

        RunFolder merged = merged(shards);
        RunResults results = RunResults.read(merged);

        assertThat(results.provenance().guard(Guard.ONE_MACHINE).orElseThrow().detail())
                .contains("measured on different machines or servers", "another");
        assertThat(results.claims().doubt()).contains("their times are left out");
        assertThat(results.examples())
                .allSatisfy(row -> assertThat(row.measurement().totalMs()).isNull());
        assertThat(results.summaries()).allSatisfy(row -> {
            assertThat(row.speed().total().p50()).isNull();
            assertThat(row.costs().per1000Usd()).isNull();
        });
        assertThat(results.summaries())
                .extracting(row -> row.quality())
                .isEqualTo(RunResults.read(whole).summaries().stream()
                        .map(row -> row.quality())
                        .toList());
        assertThat(Files.readString(merged.report("report.md")))
                .contains("Nothing is said of times, and of costs that follow them: the shards were measured");
        assertThat(Files.readString(merged.path().resolve("merge.json"))).contains("another");
    }

    @Test
    void timesOfShardsThatWereMeasuredAtOnceAreLeftOut() throws IOException {
        List<Path> shards = shards(2, "prompt");
        Path json = shards.get(0).resolve("run.json");
        Files.writeString(
                json,
                Files.readString(json).replaceFirst("\"ended\" : \"[^\"]*\"", "\"ended\" : \"1970-01-01T00:02:30Z\""));

        assertThat(ShardMerge.of(shards).timesApart())
                .startsWith("shard 1 of 2 and shard 2 of 2 were measured at the same time");
    }

    private void refused(List<Path> folders, String... parts) {
        for (List<Path> order : List.of(folders, reversed(folders))) {
            assertThatThrownBy(() -> ShardMerge.of(order))
                    .isInstanceOf(ResultFormatException.class)
                    .hasMessageContainingAll(parts);
        }
    }

    private static List<Path> reversed(List<Path> folders) {
        List<Path> reversed = new ArrayList<>(folders);
        Collections.reverse(reversed);
        return reversed;
    }

    /** The files of a run without what may differ. */
    private static Map<String, String> files(RunFolder run) throws IOException {
        Map<String, String> files = contents(run);
        files.replaceAll((name, text) -> normalised(name, text.replace(run.name(), "RUN")));
        return files;
    }

    private static String normalised(String name, String text) {
        String fields = TIME_FIELD.matcher(text).replaceAll("$1 TIME");
        return name.endsWith(".csv")
                ? withoutTimeColumns(fields)
                : TIME_WORDS.matcher(fields).replaceAll("TIME");
    }

    private static String withoutTimeColumns(String csv) {
        List<String> lines = csv.lines().toList();
        List<String> head = List.of(lines.get(0).split(",", -1));
        return lines.stream()
                .map(line -> List.of(CELL_END.split(line, -1)))
                .map(cells -> IntStream.range(0, cells.size())
                        .filter(i -> !TIME_COLUMN.matcher(head.get(i)).matches())
                        .mapToObj(cells::get)
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> contents(RunFolder run) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(run.path())) {
            for (Path file : found.toList()) {
                files.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return files;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void delete(Path run) {
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
