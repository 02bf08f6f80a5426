package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.dataset.Shard;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.run.merge.ShardMerge;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a merge takes and what it refuses. */
class ShardMergeTest {

    @TempDir
    private Path folder;

    private ShardBench shards;

    @BeforeEach
    void makeBench() {
        shards = new ShardBench(folder);
    }

    @Test
    void aMergeFindsTheShardsOfAFolder() {
        shards.measure("whole", shards.plan(null, "prompt"), Instant.EPOCH);
        shards.shards(2, "prompt");

        ShardMerge merge = ShardMerge.of(List.of(folder.resolve("results/fruit")));

        assertThat(merge.words()).isEqualTo("2 shards with 8 examples");
        assertThat(merge.planDigest()).isEqualTo(shards.plan(null, "prompt").digest());
        assertThat(ShardMerge.of(List.of(folder.resolve("results"))).words()).isEqualTo(merge.words());
    }

    @Test
    void aMissingShardIsNamed() {
        List<Path> parts = shards.shards(3, "prompt");

        refused(List.of(parts.get(0), parts.get(2)), "shard 2 of 3 is missing beside " + parts.get(0), "--shard 2/3");
        refused(List.of(parts.get(1)), "shards 1, 3 of 3 are missing beside " + parts.get(1));
        refused(List.of(folder.resolve("nowhere")), folder.resolve("nowhere") + ": there is no such folder");
    }

    @Test
    void aDoubledShardIsNamedAndOneThatIsNamedTwiceIsNot() throws IOException {
        List<Path> parts = shards.shards(2, "prompt");
        Path copy = folder.resolve("copy");
        copy(parts.get(1), copy);

        refused(
                List.of(parts.get(0), parts.get(1), copy),
                "(shard 2 of 2): the same shard is also in ",
                copy.toString(),
                parts.get(1).toString());
        assertThat(ShardMerge.of(
                                List.of(parts.get(0), parts.get(1), parts.get(0).resolveSibling("")))
                        .words())
                .isEqualTo("2 shards with 8 examples");
    }

    @Test
    void aForeignShardIsNamedWithWhatIsOtherInIt() throws IOException {
        List<Path> parts = shards.shards(3, "prompt");
        Path whole = shards.measure("whole", shards.plan(null, "prompt"), Instant.EPOCH)
                .path();
        Path other = shards.measure("other", shards.plan(new Shard(2, 3), "prompt", "few-shot"), Instant.EPOCH)
                .path();

        refused(List.of(parts.get(0), whole), whole + ": is a whole run and no shard of one");
        refused(
                List.of(parts.get(0), other, parts.get(2)),
                other + " (shard 2 of 3): does not belong to " + parts.get(0) + " (shard 1 of 3) and 1 more",
                "it has another selection of modes and examples");
        for (List<String> change : List.of(
                List.of("\"dataset_digest\" : \"data-digest\"", "\"dataset_digest\" : \"changed\"", "data set"),
                List.of("\"harness_version\" : \"0.1.0\"", "\"harness_version\" : \"9\"", "harness version"),
                List.of("\"temperature\" : 0.0", "\"temperature\" : 0.5", "sampling"),
                List.of("\"left_out\" : [ ]", "\"left_out\" : [ \"seed\" ]", "options of the server"),
                List.of("\"as_of\" : \"2", "\"as_of\" : \"1", "cost assumptions"))) {
            Path json = parts.get(1).resolve("run.json");
            String text = Files.readString(json);
            assertThat(text).contains(change.get(0));
            Files.writeString(json, text.replace(change.get(0), change.get(1)));
            refused(parts, parts.get(1) + " (shard 2 of 3)", "it has another " + change.get(2));
            Files.writeString(json, text);
        }
        assertThat(ShardMerge.of(parts).words()).isEqualTo("3 shards with 8 examples");
    }

    @Test
    void anotherAdapterIsNamedWithWhatToDo() throws IOException {
        List<Path> parts = shards.shards(2, "prompt", "lora");
        Path json = parts.get(1).resolve("run.json");
        String digest = new ArrayList<>(RunResults.read(new RunFolder(parts.get(0)))
                        .provenance()
                        .facts())
                .get(1)
                .mode()
                .adapterDigest();
        Files.writeString(json, Files.readString(json).replace("\"" + digest + "\"", "\"" + Sha256.ofText("x") + "\""));

        refused(parts, "another adapter", "train once with lab train and let all shards share LAB_HOME");
    }

    @Test
    void aShardThatIsNotFinishedIsNamed() throws IOException {
        List<Path> parts = shards.shards(2, "prompt");
        Files.delete(parts.get(1).resolve("run.json"));

        refused(parts, parts.get(1) + ": the run has no run.json, so it is not finished");
        refused(List.of(folder.resolve("results")), "shard 2 of 2 is missing", "not finished: " + parts.get(1));
    }

    @Test
    void aShardThatLacksRowsIsNamed() throws IOException {
        List<Path> parts = shards.shards(2, "prompt");
        Path journal = parts.get(1).resolve("journal.jsonl");
        List<String> lines = Files.readAllLines(journal);
        lines.remove(lines.stream()
                .filter(line -> line.startsWith("{\"example\""))
                .findFirst()
                .orElseThrow());
        Files.write(journal, lines);

        assertThatThrownBy(() -> shards.merged(parts))
                .isInstanceOf(ResultFormatException.class)
                .hasMessageContaining(parts.get(1).toString())
                .hasMessageContaining("journal.jsonl has 7 examples, examples.csv 8");
    }

    @Test
    void timesOfDifferentMachinesAreLeftOutWithAReasonAndQualityIsNot() throws IOException {
        RunFolder whole = shards.measure("whole", shards.plan(null, "prompt", "few-shot"), Instant.EPOCH);
        List<Path> parts = shards.shards(2, "prompt", "few-shot");
        Path json = parts.get(1).resolve("run.json");
        String text = Files.readString(json);
        Files.writeString(json, text.replaceFirst("\"cpu\" : \"[^\"]*\"", "\"cpu\" : \"another\""));

        RunFolder merged = shards.merged(parts);
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
        List<Path> parts = shards.shards(2, "prompt");
        Path json = parts.get(0).resolve("run.json");
        Files.writeString(
                json,
                Files.readString(json).replaceFirst("\"ended\" : \"[^\"]*\"", "\"ended\" : \"1970-01-01T00:02:30Z\""));

        assertThat(ShardMerge.of(parts).timesApart())
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

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
