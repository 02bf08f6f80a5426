package org.adaptationlab.run.merge;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.file.JsonFile;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.journal.Journal;
import org.adaptationlab.result.journal.JournalHeader;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.MergeRecord;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.Requests;
import org.adaptationlab.result.record.RunPart;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.run.guard.MergedGuards;
import org.adaptationlab.run.record.ManyAtOnce;
import org.adaptationlab.run.record.PlanOrder;
import org.adaptationlab.score.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Makes one run of the shards of a run: their raw rows in the order of the run without shards, and everything that follows
 * from rows computed again. The order in which the shards are named changes nothing.
 */
public final class ShardMerge {

    private static final JsonFile<MergeRecord> FILE =
            new JsonFile<>(JsonFile.form().build(), MergeRecord.class, "merge.json", MergeRecord.SCHEMA);

    private final ShardSet set;
    private final @Nullable String timesApart;

    private ShardMerge(ShardSet set) {
        this.set = set;
        this.timesApart = SharedTimes.doubt(set.shards());
    }

    /**
     * Finds the shards; only their run.json is read.
     *
     * @param folders of shards, or folders that hold some
     * @throws ResultFormatException naming a shard that is missing, doubled, foreign or not finished, with its folder
     */
    public static ShardMerge of(List<Path> folders) {
        return new ShardMerge(ShardSet.of(ShardSearch.in(folders)));
    }

    /** Name of the lab. */
    public String lab() {
        return set.first().provenance().run().lab();
    }

    /** Digest of the plan of the run without shards. */
    public String planDigest() {
        return set.first().shard().plan();
    }

    /** Such as {@code 4 shards with 1000 examples}. */
    public String words() {
        return set.shards().size() + " shards with " + set.samples().size() + " examples";
    }

    /** Why the times of the shards are left out; null where they are not. */
    public @Nullable String timesApart() {
        return timesApart;
    }

    /**
     * Reads the shards and writes the merged run, which appears under its name when it is whole.
     *
     * @param out folder for results of all labs
     * @param wantedId id of the run; a number is put behind it where there is one of that name
     * @throws ResultFormatException where a file of a shard is damaged
     * @throws PrerequisiteException where the folder can't be written
     */
    public RunFolder write(Path out, String wantedId) {
        RunFolder made = RunFolder.createFree(out, ".merging", wantedId);
        try {
            RunFolder folder = RunFolder.free(out, lab(), wantedId);
            write(made, folder.name());
            Files.createDirectories(folder.path().resolveSibling(""));
            Files.move(made.path(), folder.path());
            removeIfEmpty(made.path().resolveSibling(""));
            return folder;
        } catch (IOException e) {
            throw new PrerequisiteException(
                    made.path() + ": the merged run can't be moved to " + out.resolve(lab()) + " (" + IoReason.of(e)
                            + "); mend the permissions or choose another folder with --out",
                    e);
        }
    }

    private static void removeIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return; // another merge is being made there, or one was killed
        }
    }

    private void write(RunFolder folder, String runId) {
        MergedRun merged = new MergedRun(set, timesApart);
        List<ExampleResult> rows = new ArrayList<>();
        List<ExampleResult> alone = new ArrayList<>();
        List<ScoreRow> scores = new ArrayList<>();
        for (ShardFolder shard : set.shards()) {
            RunResults results = shard.results();
            ShardFolder.Rows own = shard.rows(results);
            own.measured().stream().map(merged::row).forEach(rows::add);
            own.alone().stream().map(merged::row).forEach(alone::add);
            scores.addAll(results.scores());
        }
        PlanOrder order = order();
        List<ExampleResult> ordered = order.of(rows);
        List<ExampleResult> orderedAlone = order.of(alone);
        Provenance provenance = merged.provenance(
                runId, ManyAtOnce.of(set.first().provenance().requestsInFlight(), ordered, orderedAlone));
        RunResults undecided =
                RunResults.undecided(provenance, ordered, inOrderOf(ordered, scores), metric(provenance));
        RunResults whole = undecided.withGuards(MergedGuards.of(
                undecided,
                set.shards().stream().map(shard -> shard.provenance().guards()).toList(),
                timesApart));
        writeJournal(folder, whole, orderedAlone);
        FILE.write(folder.path().resolve("merge.json"), record(runId), "");
        whole.write(folder);
    }

    private PlanOrder order() {
        return new PlanOrder(
                set.first().provenance().facts().stream()
                        .map(facts -> facts.mode().mode()),
                set.samples().stream().map(Provenance.Sample::id));
    }

    /** What names a call. */
    private record Call(ModeIdentity mode, String exampleId, int repetition) {}

    /** The scores of a row stand in the order in which its shard has them. */
    private static List<ScoreRow> inOrderOf(List<ExampleResult> rows, List<ScoreRow> scores) {
        Map<Call, List<ScoreRow>> byCall = new HashMap<>();
        scores.forEach(score -> byCall.computeIfAbsent(
                        new Call(score.mode(), score.exampleId(), score.repetition()), call -> new ArrayList<>())
                .add(score));
        return rows.stream()
                .flatMap(row ->
                        byCall
                                .getOrDefault(new Call(row.mode(), row.exampleId(), row.repetition()), List.of())
                                .stream())
                .toList();
    }

    private static Metric metric(Provenance provenance) {
        return new Metric(provenance.lab().metric(), "share", Metric.Direction.HIGHER);
    }

    /** As the run without shards would have written it: calls that failed can be asked again with {@code --resume}. */
    private void writeJournal(RunFolder folder, RunResults whole, List<ExampleResult> alone) {
        Provenance provenance = whole.provenance();
        Requests requests = provenance.requests();
        RunPart part = new RunPart(
                provenance.started(),
                provenance.seconds(),
                provenance.warnings(),
                requests == null ? null : requests.address());
        JournalHeader header = JournalHeader.of(provenance.run().runId(), planDigest());
        Map<ModeIdentity, List<ExampleResult>> rows = new HashMap<>();
        whole.examples()
                .forEach(row -> rows.computeIfAbsent(row.mode(), mode -> new ArrayList<>())
                        .add(row));
        try (Journal journal = Journal.create(folder.journal(), header)) {
            journal.append(part);
            for (ModeFacts facts : provenance.facts()) {
                ModeIdentity mode = facts.mode();
                journal.append(mode.isClassifier() ? facts : facts.withoutRequest());
                rows.getOrDefault(mode, List.of()).forEach(journal::append);
                alone.stream().filter(row -> row.mode().equals(mode)).forEach(journal::appendAlone);
                if (!mode.isClassifier()) {
                    provenance.probes().stream()
                            .filter(probe -> probe.isOf(mode))
                            .forEach(journal::append);
                    journal.append(facts);
                }
                journal.append(part);
            }
        }
    }

    private MergeRecord record(String runId) {
        return new MergeRecord(
                MergeRecord.SCHEMA,
                runId,
                timesApart,
                set.shards().stream().map(ShardMerge::part).toList());
    }

    private static MergeRecord.Part part(ShardFolder shard) {
        Provenance provenance = shard.provenance();
        Requests requests = provenance.requests();
        return new MergeRecord.Part(
                shard.shard().index(),
                provenance.run().runId(),
                provenance.selection().examples().size(),
                provenance.started(),
                provenance.ended(),
                provenance.seconds(),
                provenance.machine(),
                requests == null ? null : requests.address());
    }
}
