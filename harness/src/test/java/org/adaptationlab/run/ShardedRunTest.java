package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adaptationlab.dataset.Shard;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.journal.JournalContent;
import org.adaptationlab.run.plan.RunPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in shards, and the run that is put together from them. */
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

    private ShardBench shards;

    @BeforeEach
    void makeBench() {
        shards = new ShardBench(folder);
    }

    @Test
    void theMergeOfAllShardsIsTheRunWithoutShardsButForTimesIdsAndDates() throws IOException {
        RunFolder whole = shards.measure("whole", shards.plan(null), Instant.EPOCH);
        RunFolder merged = shards.merged(shards.shards(SHARDS));

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
        List<Path> parts = shards.shards(3, "prompt", "lora");
        RunFolder merged = shards.merged(parts);
        Map<String, String> first = contents(merged);
        Collections.reverse(parts);
        delete(merged.path());

        assertThat(contents(shards.merged(parts))).isEqualTo(first);
    }

    @Test
    void nothingIsDecidedFromOneShard() throws IOException {
        RunFolder shard = new RunFolder(shards.shards(2, "prompt", "few-shot").get(1));

        assertThat(RunResults.read(shard).provenance().decision()).isNull();
        assertThat(Files.readString(shard.report("report.md")))
                .contains("Nothing is decided: this is shard 2 of 2, merge first.", "It has 4 of the 8 examples.");
        assertThat(shard.report("report.html")).content().contains("this is shard 2 of 2, merge first");
        assertThat(shard.report("junit.xml")).content().contains("shard 2 of 2, whose shards have 8 test examples");
    }

    @Test
    void aStoppedShardGoesOnAndAnotherShardsJournalDoesNotFitIt() {
        RunPlan first = shards.plan(new Shard(1, 2), "prompt", "few-shot");
        RunFolder run = RunFolder.create(folder.resolve("results"), "fruit", "shard-1");
        int[] asked = {0};
        FakeRuntime counting = new FakeRuntime(request -> {
            asked[0]++;
            return ShardBench.mostlyRight(request);
        });
        assertThatThrownBy(() -> new LabRunner(first, shards.bench.environment(counting, () -> asked[0] >= 12), 3)
                        .start(run, "shard-1"))
                .isInstanceOf(RunInterruptedException.class);
        assertThat(Resumption.of(first, folder.resolve("results"), "")).contains(run);
        assertThat(Resumption.of(shards.plan(new Shard(2, 2), "prompt", "few-shot"), folder.resolve("results"), ""))
                .isEmpty();

        FakeRuntime runtime = new FakeRuntime(ShardBench::mostlyRight);
        assertThatThrownBy(() -> new LabRunner(
                                shards.plan(new Shard(2, 2), "prompt", "few-shot"),
                                shards.bench.environment(runtime, () -> false),
                                3)
                        .resume(run))
                .isInstanceOf(ResultFormatException.class)
                .hasMessageContaining("another plan");
        new LabRunner(first, shards.bench.environment(runtime, () -> false), 3).resume(run);

        assertThat(RunResults.read(run).examples()).hasSize(2 * 2 * 4);
        assertThat(JournalContent.read(run.journal()).examples()).hasSize(2 * 2 * 4);
    }

    @Test
    void moreShardsThanExamplesAreRefusedInEveryShard() {
        assertThatThrownBy(() -> shards.plan(new Shard(1, 9), "prompt"))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("there are 8 examples to measure")
                .hasMessageContaining("take at most 8 shards");
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
