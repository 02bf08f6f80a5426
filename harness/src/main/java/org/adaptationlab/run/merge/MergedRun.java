package org.adaptationlab.run.merge;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.adaptationlab.cost.LatencySummary;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.InFlight;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.Provenance.LatencyProbe;
import org.adaptationlab.result.record.Provenance.ModeRecord;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.record.WallSeconds;
import org.jspecify.annotations.Nullable;

/**
 * run.json of a merged run: what all shards agree on, and of each what the unsharded run would say.
 *
 * @param timesApart why the times of the shards are left out, null where they are not
 */
record MergedRun(ShardSet set, @Nullable String timesApart) {

    /**
     * Nothing is guarded or decided yet.
     *
     * @param inFlight what asking several at once came to in all shards
     */
    Provenance provenance(String runId, @Nullable InFlight inFlight) {
        Provenance first = set.first().provenance();
        return new Provenance(
                Provenance.SCHEMA,
                identity(first.run(), runId),
                first.harnessVersion(),
                all().map(Provenance::started).min(Comparator.naturalOrder()).orElseThrow(),
                all().map(Provenance::ended).max(Comparator.naturalOrder()).orElseThrow(),
                null,
                first.lab(),
                new Provenance.Selection(
                        first.selection().datasetDigest(),
                        first.selection().testExamples(),
                        first.selection().limit(),
                        first.selection().repetitions(),
                        set.samples(),
                        first.selection().training(),
                        null),
                first.model(),
                first.sampling(),
                first.modes().stream().map(this::mode).toList(),
                first.machine(),
                all().map(Provenance::seconds).reduce(WallSeconds::plus).orElseThrow(),
                all().map(Provenance::warnings).flatMap(List::stream).distinct().toList(),
                List.of(),
                timesApart == null ? first.probes().stream().map(this::probe).toList() : List.of(),
                first.cost(),
                null,
                first.requests(),
                inFlight,
                first.tuning(),
                first.embedder());
    }

    private Stream<Provenance> all() {
        return set.shards().stream().map(ShardFolder::provenance);
    }

    private static RunIdentity identity(RunIdentity shard, String runId) {
        return new RunIdentity(
                runId,
                shard.lab(),
                shard.model(),
                shard.modelDigest(),
                shard.quantization(),
                shard.dataset(),
                shard.datasetDigest(),
                shard.runtime(),
                shard.runtimeVersion(),
                shard.prefixCache(),
                shard.samplingSeed());
    }

    /** With the prompt and the request of the first example of all. */
    private ModeRecord mode(ModeRecord first) {
        List<ModeFacts> same = all().map(Provenance::facts)
                .flatMap(List::stream)
                .filter(facts -> facts.mode().equals(first.facts().mode()))
                .toList();
        ModeFacts facts = first.facts();
        boolean timed = timesApart == null;
        return new ModeRecord(
                new ModeFacts(
                        facts.mode(),
                        facts.control(),
                        timed ? facts.adaptSeconds() : null,
                        same.stream().allMatch(ModeFacts::adaptReused),
                        timed ? facts.loadSeconds() : null,
                        same.stream()
                                .map(ModeFacts::peakRssMb)
                                .filter(Objects::nonNull)
                                .max(Long::compare)
                                .orElse(null),
                        same.stream().mapToInt(ModeFacts::serverRestarts).sum(),
                        facts.note(),
                        facts.delivery(),
                        facts.request()),
                first.prompt(),
                first.training());
    }

    /**
     * The probes of all shards as one: the quickest cold answer stands before the block and the slowest after it, so that
     * the drift is that between all shards.
     */
    private LatencyProbe probe(LatencyProbe first) {
        List<LatencyProbe> same = all().map(Provenance::probes)
                .flatMap(List::stream)
                .filter(probe ->
                        probe.mode().equals(first.mode()) && Objects.equals(probe.adapterSeed(), first.adapterSeed()))
                .toList();
        List<Double> cold = same.stream()
                .flatMap(probe -> Stream.of(probe.beforeMs(), probe.afterMs()))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return new LatencyProbe(
                first.mode(),
                first.adapterSeed(),
                median(same, LatencyProbe::coldMs),
                median(same, LatencyProbe::warmMs),
                cold.isEmpty() ? null : cold.get(0),
                cold.size() < 2 ? null : cold.get(cold.size() - 1));
    }

    private static @Nullable Double median(
            Collection<LatencyProbe> probes, Function<LatencyProbe, @Nullable Double> time) {
        return LatencySummary.of(probes.stream().map(time).toList()).p50();
    }

    /** The row as it counts in the merged run. */
    ExampleResult row(ExampleResult row) {
        return timesApart == null ? row : row.with(row.measurement().withoutTimes());
    }
}
